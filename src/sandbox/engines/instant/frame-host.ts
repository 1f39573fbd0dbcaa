import { asInline } from './inline.ts';
import type { Command, Setup } from './protocol.ts';

/**
 * Nothing loads, from anywhere: no request, no picture, no frame. Scripts are the one in the frame and blobs that
 * the frame makes itself; workers inherit it all.
 */
const POLICY = "default-src 'none'; script-src 'unsafe-inline' blob:; worker-src blob:";

/**
 * The hidden frame that a reader's code runs behind. Its origin is opaque, so it has no storage and no cookies, and
 * can't reach into the page.
 */
export class FrameHost {
  readonly #element = document.createElement('iframe');
  readonly #port: MessagePort;
  #closed = false;

  /**
   * @param code the frame's script
   * @param setup what the frame needs; commands sent before it is there wait
   * @param hear told whatever the frame sends, which is not to be trusted
   * @param failed told why the frame could not be set up
   */
  constructor(
    code: string,
    setup: Promise<Omit<Setup, 'type'>>,
    hear: (report: unknown) => void,
    failed: (error: Error) => void,
  ) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = (event: MessageEvent<unknown>) => hear(event.data);

    const element = this.#element;
    const loaded = new Promise((resolve) => element.addEventListener('load', resolve, { once: true }));
    element.sandbox.add('allow-scripts');
    element.title = 'Sandbox';
    element.hidden = true;
    element.srcdoc =
      `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
      `<script>${asInline(code)}</script>`;
    document.body.append(element);

    Promise.all([setup, loaded]).then(
      ([assets]) => {
        if (this.#closed) return;
        element.contentWindow?.postMessage({ type: 'setup', ...assets } satisfies Setup, '*', [port2]);
      },
      (error: Error) => {
        if (!this.#closed) failed(error);
      },
    );
  }

  send(command: Command): void {
    this.#port.postMessage(command);
  }

  close(): void {
    this.#closed = true;
    this.#port.close();
    this.#element.remove();
  }
}
