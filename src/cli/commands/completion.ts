import { script } from '@bomb.sh/tab';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { printedBy } from '../printed-by.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];
const NAME = 'zoom-provision';

export function setUpCompletion(command: Command, host: Host, exit: (code: number) => void): void {
  command.registeredArguments[0]?.choices(SHELLS);
  command.action((shell: string) => {
    const lines = printedBy(() => script(shell, NAME, NAME));
    host.stdout.write(`${lines.join('\n')}\n`);
    exit(EXIT.ok);
  });
}
