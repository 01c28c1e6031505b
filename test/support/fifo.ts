import { execFileSync } from 'node:child_process';

/** Makes a pipe with a name. @throws where the machine has no `mkfifo` */
export function makeFifo(file: string): void {
  execFileSync('mkfifo', [file]);
}
