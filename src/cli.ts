try {
  const [{ hostOf }, { main }] = await Promise.all([import('./cli/host.ts'), import('./cli/main.ts')]);
  process.exitCode = await main(process.argv.slice(2), hostOf(process));
} catch (error) {
  // What else there is to say of it stands in files that cannot be opened.
  if (!/EMFILE|ENFILE|too many open files/.test(String(error))) throw error;
  const message =
    'This process may not open enough files to begin: raise the limit of this shell (`ulimit -n 1024`) and start it again.';
  process.stderr.write(`zoom-provision: ${message}\n`);
  // Nor can what else writes JSON be loaded.
  const refusal = { kind: 'unusable', message, problems: [message], exit_code: 2 };
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: refusal })}\n`);
  process.exitCode = 2;
}
