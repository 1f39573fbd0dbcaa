import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal as Screen } from '@xterm/xterm';
import screenStyle from '@xterm/xterm/css/xterm.css?inline';
import type { SandboxElement } from './element.ts';
import type { Shell, WebContainerEngine } from './engines/webcontainer.ts';
import { openEngine } from './page-engine.ts';
import type { Studio } from './studio.ts';
import ownStyle from './terminal.css?inline';

const terminals = new WeakMap<SandboxElement, Terminal>();

/** Opens a sandbox's terminal, or closes it. */
export async function toggleTerminal(studio: Studio): Promise<void> {
  const open = terminals.get(studio.host);
  if (open) return open.close();
  const terminal = new Terminal(studio);
  terminals.set(studio.host, terminal);
  try {
    await terminal.connect();
  } catch (error) {
    terminal.close();
    studio.choice.explain(error);
  }
}

/** A terminal in the project of a sandbox: what is typed goes to a shell there, and what that prints is shown. */
class Terminal {
  readonly #studio: Studio;
  readonly #panel = document.createElement('section');
  readonly #screen: Screen;
  readonly #fit = new FitAddon();
  readonly #leave = new AbortController();
  #shell: Shell | undefined;

  constructor(studio: Studio) {
    this.#studio = studio;
    const { host, title } = studio;
    this.#panel.className = 'shell';
    this.#panel.ariaLabel = `Terminal of ${title}`;
    const place = document.createElement('div');
    const help = document.createElement('p');
    help.className = 'hint';
    help.innerHTML =
      'Try <code>npm test</code>, <code>npm start</code> or <code>ls</code>. <kbd>Esc</kbd> leaves the terminal.';
    // A style sheet that is imported would come with every page.
    const style = document.createElement('style');
    style.textContent = screenStyle + ownStyle;
    this.#panel.append(style, help, place);
    host.querySelector('.transcript')!.before(this.#panel);
    this.#button.ariaExpanded = 'true';

    this.#screen = new Screen({
      fontFamily: getComputedStyle(host).getPropertyValue('--__sl-font-mono') || 'monospace',
      fontSize: 13,
      rows: 14,
      theme: this.#theme(),
      // Whatever colours a program chooses, on whichever of our two grounds.
      minimumContrastRatio: 4.5,
      screenReaderMode: true,
    });
    this.#screen.loadAddon(this.#fit);
    this.#screen.open(place);
    this.#screen.textarea!.ariaLabel = `Terminal of ${title}. Escape leaves it.`;
    // Every other key means something to a shell.
    this.#screen.attachCustomKeyEventHandler(({ key }) => {
      if (key === 'Escape') this.#button.focus();
      return key !== 'Escape';
    });
    const colours = new MutationObserver(() => (this.#screen.options.theme = this.#theme()));
    colours.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const size = new ResizeObserver(() => this.#fit.fit());
    size.observe(place);
    this.#leave.signal.addEventListener('abort', () => {
      colours.disconnect();
      size.disconnect();
    });
    host.addEventListener('engine-change', () => this.close(), this.#leave);
  }

  async connect(): Promise<void> {
    const { host, seed, title } = this.#studio;
    const { entry, id } = host.data;
    const engine = (await openEngine('webcontainer', this.#studio)) as WebContainerEngine;
    const { cols, rows } = this.#screen;
    const about = { entry, seed, project: { id, title } };
    const shell = await engine.shell(host.files, about, { cols, rows }, (step) => host.say(step));
    if (this.#leave.signal.aborted) return shell.process.kill();
    this.#shell = shell;
    const { process, container } = shell;
    const input = process.input.getWriter();
    let typed = Promise.resolve();
    this.#screen.onData((data) => {
      typed = typed.then(async () => {
        // What a command reads is what the editor has.
        if (data.includes('\r')) await shell.put(host.files);
        await input.write(data);
      });
      typed.catch(() => this.close());
    });
    this.#screen.onResize((size) => process.resize(size));
    const screen = this.#screen;
    void process.output.pipeTo(new WritableStream({ write: (text) => screen.write(text) }));
    void process.exit.then(() => this.close());
    void container.gone.then((failure) => {
      if (this.#leave.signal.aborted) return;
      this.close();
      if (failure) this.#studio.choice.explain(failure);
    });
    this.#screen.focus();
  }

  close(): void {
    if (this.#leave.signal.aborted) return;
    terminals.delete(this.#studio.host);
    this.#leave.abort();
    const had = this.#panel.contains(document.activeElement);
    this.#shell?.process.kill();
    this.#screen.dispose();
    this.#panel.remove();
    this.#button.ariaExpanded = 'false';
    if (had) this.#button.focus();
  }

  get #button(): HTMLElement {
    return this.#studio.host.querySelector<HTMLElement>('[data-do=terminal]')!;
  }

  #theme(): ITheme {
    const style = getComputedStyle(this.#studio.host);
    const [ground, ink] = ['--sl-color-black', '--sl-color-white'].map((name) =>
      style.getPropertyValue(name),
    );
    return { background: ground, foreground: ink, cursor: ink, cursorAccent: ground };
  }
}
