/** Where a file has no mode, and a process gets no signal that it could answer. Tests of these are skipped by name there. */
export const ON_WINDOWS = process.platform === 'win32';
