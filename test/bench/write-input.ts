import { once } from 'node:events';
import { createWriteStream, writeFileSync } from 'node:fs';

/** Writes an input of these lines, the header among them. */
export function writeInput(file: string, lines: readonly string[]): void {
  writeFileSync(file, [...lines, ''].join('\n'));
}

/** An input of so many updates, of the users that a server begins with. */
export function updates(count: number): string[] {
  return [
    'action,email,dept',
    ...Array.from({ length: count }, (_, i) => `update,user${i}@bench.example,Dept ${i}`),
  ];
}

/** Writes an input of so many updates with ten columns; it need not fit into memory. */
export async function writeWideUpdates(input: string, rows: number): Promise<void> {
  const file = createWriteStream(input);
  file.write('action,email,first_name,last_name,dept,job_title,location,cost_center,manager,timezone\n');
  for (let i = 0; i < rows; i++) {
    const line = `update,user${i}@bench.example,First${i},Last${i},Dept ${i % 50},Engineer,Berlin,C${i % 300},boss${i % 900}@bench.example,Europe/Berlin\n`;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
