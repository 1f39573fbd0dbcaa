/**
 * A local stand-in for stackblitz.com/headless, for tests alone: the page that `@webcontainer/api` loads into a frame
 * and speaks to, with real processes of Node behind it. It runs what it is told to: so it listens on the loopback
 * address only, and takes orders only from its own frame, which has the token, in the one page that may embed it.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { bundle } from '../../../scripts/vite/bundle.ts';
import { Instance, type Tree } from './instance.ts';

export interface StandInOptions {
  /** The origin of the page that may embed it. */
  parent: string;
  /** What the processes find in NODE_OPTIONS. */
  nodeOptions?: string;
}

export interface StandIn {
  origin: string;
  /** Those that were started and not torn down. */
  instances: Map<string, Instance>;
  /** How many were ever started. */
  started: number;
  /** Its frame loads, and says nothing. */
  silent: boolean;
  /** Why the next one does not start. */
  refusal: string | undefined;
  /** The query of the last frame. */
  query: URLSearchParams;
  /** As it was before any test. */
  reset(): void;
  close(): Promise<void>;
}

export async function serveStandIn({ parent, nodeOptions = '' }: StandInOptions): Promise<StandIn> {
  const token = randomBytes(16).toString('hex');
  const { text: script } = await bundle(join(import.meta.dirname, 'headless.ts'), 'module');
  const server = createServer((request, response) => {
    answer(request, response).catch((error: NodeJS.ErrnoException) => {
      if (response.headersSent) response.end();
      else send(response, 500, { message: error.message });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin = `http://${host}`;
  const standIn: StandIn = {
    origin,
    instances: new Map(),
    started: 0,
    silent: false,
    refusal: undefined,
    query: new URLSearchParams(),
    reset() {
      for (const instance of standIn.instances.values()) instance.tearDown();
      standIn.instances.clear();
      Object.assign(standIn, { started: 0, silent: false, refusal: undefined });
    },
    async close() {
      standIn.reset();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // By another name, another site may have led the browser here.
    if (request.headers.host !== host) return send(response, 421, { message: 'not this host' });
    const { pathname, searchParams } = new URL(request.url!, origin);
    if (request.method === 'GET' && pathname === '/headless') return frame(response, searchParams);
    if (request.method === 'GET' && pathname === '/headless.js')
      return asset(response, 'text/javascript', script);
    if (
      request.method !== 'POST' ||
      request.headers.origin !== origin ||
      request.headers['x-token'] !== token
    )
      return send(response, 403, { message: 'forbidden' });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [id, order] = pathname.slice(1).split('/');
    await obey(response, id!, order, JSON.parse(Buffer.concat(chunks).toString()));
  }

  function frame(response: ServerResponse, query: URLSearchParams): void {
    standIn.query = query;
    response.setHeader('cross-origin-embedder-policy', query.get('coep') ?? 'require-corp');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors ${parent}`,
    );
    const setup = JSON.stringify({ token, parent });
    const scripts = standIn.silent ? '' : `<script type="module" src="/headless.js"></script>`;
    asset(response, 'text/html', `<!doctype html><meta name="setup" content='${setup}'>${scripts}`);
  }

  async function obey(
    response: ServerResponse,
    id: string,
    order: string | undefined,
    told: Told,
  ): Promise<void> {
    if (id === 'build') {
      if (standIn.refusal) throw new Error(standIn.refusal);
      const instance = new Instance(told.workdirName ?? 'project', nodeOptions);
      standIn.started++;
      standIn.instances.set(instance.id, instance);
      return send(response, 200, { id: instance.id, cwd: instance.folder });
    }
    const instance = standIn.instances.get(id);
    if (!instance) throw new Error('It was torn down.');
    switch (order) {
      case 'load':
        await instance.load(told.tree);
        return send(response, 200, {});
      case 'fs':
        return send(response, 200, { value: await instance.file(told.operation, told.args) });
      case 'run':
        return run(response, instance, told);
      case 'write':
        instance.processes.get(told.pid)?.stdin!.write(told.data);
        return send(response, 200, {});
      case 'kill':
        instance.kill(told.pid);
        return send(response, 200, {});
      case 'live':
        // It dies with its frame.
        response.flushHeaders();
        return void response.on('close', () => tearDown(instance));
      case 'teardown':
        tearDown(instance);
        return send(response, 200, {});
      default:
        send(response, 404, { message: `no order ${order}` });
    }
  }

  function tearDown(instance: Instance): void {
    instance.tearDown();
    standIn.instances.delete(instance.id);
  }

  /** Answers with a line for each thing that happens. */
  function run(response: ServerResponse, instance: Instance, told: Told): void {
    response.setHeader('content-type', 'application/x-ndjson');
    const tell = (what: object) => response.write(`${JSON.stringify(what)}\n`);
    const child = instance.spawn(told.command, told.args as string[], told.cwd, told.env);
    child.on('spawn', () => tell({ pid: child.pid }));
    child.on('error', (error) => response.end(`${JSON.stringify({ failed: error.message })}\n`));
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (data: Buffer) => tell({ printed: data.toString('base64') }));
    child.on('close', (code) => response.end(`${JSON.stringify({ code: code ?? 137 })}\n`));
    response.on('close', () => instance.kill(child.pid!));
  }

  return standIn;
}

/** What the frame sends with its orders. */
interface Told {
  workdirName?: string;
  tree: Tree;
  operation: 'readFile' | 'writeFile' | 'readdir' | 'mkdir' | 'rm';
  args: unknown[];
  command: string;
  cwd?: string;
  env?: Record<string, string>;
  pid: number;
  data: string;
}

function asset(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'content-type': type, 'cross-origin-resource-policy': 'cross-origin' }).end(text);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
