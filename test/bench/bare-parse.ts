import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

// What preview is compared with: csv-parse with `columns: true` on the same file, and nothing done with the rows.
let rows = 0;
for await (const _ of createReadStream(String(process.argv[2])).pipe(parse({ columns: true, bom: true })))
  rows++;
process.stdout.write(`${rows}\n`);
