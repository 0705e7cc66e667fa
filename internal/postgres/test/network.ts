import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A network between client and server that can fail. */
export interface Network {
  readonly port: number;
  /** Nothing passes any more, and nobody is told, as when a cable is pulled. */
  freeze(): void;
  /** Requests pass, answers do not. */
  freezeAnswers(): void;
  /** Lets everything through again, also what was held back. */
  thaw(): void;
  /** Resets all connections. */
  reset(): void;
}

/** Forwards a free port to the server that `url` names. */
export async function startNetwork(url: string): Promise<Network> {
  const { hostname, port } = new URL(url);
  const requests = new Map<Socket, Socket>();
  const answers = new Map<Socket, Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    requests.set(client, upstream);
    answers.set(upstream, client);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from
        .on('error', () => undefined)
        .on('close', () => to.destroy())
        .pipe(to);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const network: Network = {
    port: (server.address() as AddressInfo).port,
    freeze() {
      for (const [from, to] of [...requests, ...answers]) from.unpipe(to);
    },
    freezeAnswers() {
      for (const [from, to] of answers) from.unpipe(to);
    },
    thaw() {
      for (const [from, to] of [...requests, ...answers]) if (!from.destroyed) from.pipe(to);
    },
    reset() {
      for (const socket of [...requests.keys(), ...answers.keys()]) socket.resetAndDestroy();
    },
  };
  onTestFinished(() => {
    network.reset();
    server.close();
  });
  return network;
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
