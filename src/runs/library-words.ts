import { flagOf, OPTIONS, type OptionName } from '../config/options.ts';

/** What the library says in other words than the names of its options. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [
    /set them in the environment or with --env-file <file>, or set ZOOM_ACCESS_TOKEN/,
    'give them in `environment:` (the one of the process is not read by itself), or give ZOOM_ACCESS_TOKEN there, or a `token:`',
  ],
  [/Without credentials: preview, or run --simulate\./, 'Without credentials: preview(), or simulate: true.'],
  [/with --input <file> \(or --input -\)/, 'with input:'],
  [/ --input <file>/, ' input:'],
  [
    /--default-file (\w+)=<file>, in ZOOM_PROVISION_DEFAULT, or on a terminal, where it is asked for/,
    'default: { $1: … } or ZOOM_PROVISION_DEFAULT in `environment`',
  ],
  [/, or in a file given with --env-file/, ' in `environment`'],
  [/run it with --/, 'say --'],
  [/, let `zoom-provision init` write a job, or add this to the command/, ', or add this to the job'],
  [/zoom-provision run --help shows what there is/, 'the type of a job has what there is'],
  [/`zoom-provision runs` lists them/, 'runs() lists them'],
];

const QUOTED = String.raw`'(?:[^']|'\\'')*'`;
const COLUMN_FLAGS = new RegExp(`--(?:map|ignore) ${QUOTED}(?: --(?:map|ignore) ${QUOTED})*`, 'g');

/** A text that speaks of the command line's flags, in the words of a job. */
export function inLibraryWords(text: string): string {
  const told = PHRASES.reduce((before, [phrase, words]) => before.replace(phrase, words), text)
    .replace(COLUMN_FLAGS, columnsOfJob)
    .replace(/--default (\w+)=(\w+)/g, "default: { $1: '$2' }");
  return (Object.keys(OPTIONS) as OptionName[]).reduce(nameOption, told);
}

function nameOption(text: string, name: OptionName): string {
  const takesValue = OPTIONS[name].flags.includes(' ');
  return text.replace(
    new RegExp(String.raw`(?<![\w-])${flagOf(name)}(?![\w-])(?: <[^>]*>| (\d[\d.]*%?))?`, 'g'),
    (_, value?: string) => (value ? `${name}: ${value}` : takesValue ? name : `${name}: true`),
  );
}

/** `--map 'Team=dept' --ignore 'Notes'` as a job has it. */
function columnsOfJob(flags: string): string {
  const said = [...flags.matchAll(new RegExp(`--(map|ignore) (${QUOTED})`, 'g'))].map(
    ([, flag, quoted = '']) => [flag, quoted.slice(1, -1).replaceAll(String.raw`'\''`, "'")] as const,
  );
  const columns = said.flatMap(([flag, text]) => {
    const at = text.lastIndexOf('=');
    return flag === 'map'
      ? [`${JSON.stringify(text.slice(0, at))}: ${JSON.stringify(text.slice(at + 1))}`]
      : [];
  });
  const ignored = said.flatMap(([flag, text]) => (flag === 'ignore' ? [JSON.stringify(text)] : []));
  return [
    ...(columns.length > 0 ? [`columns: { ${columns.join(', ')} }`] : []),
    ...(ignored.length > 0 ? [`ignore: [${ignored.join(', ')}]`] : []),
  ].join(', ');
}
