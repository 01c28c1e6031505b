import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A server in a process of its own, which answers one message with one. */
export type ServerProcess<Message> = AsyncDisposable & { ask(message: Message): Promise<unknown> };

/** Ends when it is disposed of: the file is to leave nothing open once it is disconnected. */
export function startProcess<Message extends object>(file: URL): ServerProcess<Message> {
  const child = fork(file, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    ask: async (message) => {
      child.send(message);
      const [answer] = await once(child, 'message');
      return answer;
    },
    [Symbol.asyncDispose]: async () => {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}
