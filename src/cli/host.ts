/** The process as far as commands may know it. */
export type Host = Pick<
  NodeJS.Process,
  | 'env'
  | 'stdin'
  | 'stdout'
  | 'stderr'
  | 'pid'
  | 'ppid'
  | 'on'
  | 'off'
  | 'listenerCount'
  | 'removeAllListeners'
  | 'kill'
  | 'exit'
>;
