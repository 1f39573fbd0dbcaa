/**
 * What runs in the stand-in's frame: the other side of `@webcontainer/api`. It speaks the protocol of the very Comlink
 * that the client carries, whose messages no other version understands.
 */
// @ts-expect-error -- no types
import { Comlink } from '../../../node_modules/@webcontainer/api/dist/vendor/index.js';

const { proxy, expose } = Comlink as {
  proxy: <T extends object>(value: T) => T;
  expose(value: object, port: MessagePort): void;
};
const { token, parent } = JSON.parse(document.querySelector<HTMLMetaElement>('[name=setup]')!.content) as {
  token: string;
  parent: string;
};

/** What tests do to the frame. */
declare global {
  interface Window {
    /** Tells the page of an error, as a WebContainer does of its own. */
    report(message: string): void;
  }
}

async function order(path: string, body: object): Promise<Response> {
  const response = await fetch(`/${path}`, {
    method: 'POST',
    headers: { 'x-token': token },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(((await response.json()) as { message: string }).message);
  return response;
}

type Output = (chunk: Uint8Array | null) => Promise<void>;

interface Command {
  command: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
}

/** Starts a process and follows what happens to it. */
async function run(id: string, command: Command, output: Output | undefined): Promise<object> {
  const response = await order(`${id}/run`, command);
  const started = Promise.withResolvers<number>();
  const exit = Promise.withResolvers<number>();
  void (async () => {
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const lines = (text + value).split('\n');
      text = lines.pop()!;
      for (const line of lines) {
        const { pid, printed, failed, code } = JSON.parse(line) as Record<string, never>;
        if (pid !== undefined) started.resolve(pid);
        if (printed !== undefined)
          await output?.(Uint8Array.from(atob(printed), (byte) => byte.charCodeAt(0)));
        if (failed !== undefined) started.reject(new Error(failed));
        if (code === undefined) continue;
        await output?.(null);
        exit.resolve(code);
      }
    }
  })();
  const pid = await started.promise;
  // Each key is a request of its own, and requests may overtake each other: one goes when the one before has arrived.
  let written = Promise.resolve();
  return proxy({
    onExit: exit.promise,
    kill: () => void order(`${id}/kill`, { pid }),
    write(data: string) {
      written = written.then(async () => void (await order(`${id}/write`, { pid, data })));
      return written;
    },
    resize() {},
  });
}

const listeners = new Set<(error: { message: string }) => void>();
window.report = (message) => listeners.forEach((listen) => listen({ message }));

async function build({ workdirName }: { workdirName?: string }): Promise<object> {
  const { id, cwd } = (await (await order('build', { workdirName })).json()) as { id: string; cwd: string };
  void order(`${id}/live`, {});
  const file =
    (operation: string) =>
    async (...args: unknown[]) =>
      ((await (await order(`${id}/fs`, { operation, args })).json()) as { value: unknown }).value;
  const operations = ['readFile', 'writeFile', 'readdir', 'mkdir', 'rm'];
  return proxy({
    fs: () => proxy(Object.fromEntries(operations.map((name) => [name, file(name)]))),
    previewScript: () => proxy({}),
    runtimeInfo: () => ({ path: '', cwd }),
    loadFiles: async (tree: Uint8Array) =>
      void (await order(`${id}/load`, { tree: JSON.parse(new TextDecoder().decode(tree)) as object })),
    run: (command: Command, _stdout: unknown, _stderr: unknown, output?: Output) => run(id, command, output),
    on(event: string, listen: (error: { message: string }) => void) {
      if (event === 'error') listeners.add(listen);
      return proxy(() => listeners.delete(listen));
    },
    setPreviewScript() {},
    setCredentials() {},
    async teardown() {
      listeners.clear();
      await order(`${id}/teardown`, {});
    },
  });
}

const { port1, port2 } = new MessageChannel();
expose({ build: async (options: object) => proxy(await build(options)) }, port1);
window.parent.postMessage({ type: 'init' }, parent, [port2]);
