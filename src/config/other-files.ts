/** What a file is by its name that is neither an input nor a job, and what to do instead. */
const OTHER_FILES: readonly (readonly [ending: RegExp, advice: string])[] = [
  [
    /\.(ya?ml|toml|ini|json5|jsonc)$/i,
    'is neither a CSV nor a job: write a job as .ts, .js or .json, such as { "input": "people.csv" }',
  ],
  [
    /\.([jt]sx|py|rb|ps1|sh|bat|cmd)$/i,
    'is a program in another language than a job: write a job as .ts, .js or .json, such as { "input": "people.csv" }',
  ],
  [/\.(jsonl|ndjson|xml|html?|sql|md|docx?)$/i, 'is no CSV: write the rows as a .csv file with a header row'],
  [/\.env$/i, 'holds environment variables: give it with --env-file, and a .csv file or a job as the input'],
];

/** Why a file cannot be an input, by its name alone. */
export function describeOtherFile(given: string): string | undefined {
  const advice = OTHER_FILES.find(([ending]) => ending.test(given))?.[1];
  return advice && `${given} ${advice}.`;
}
