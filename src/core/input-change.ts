/**
 * What has become of a file since it was first read: other bytes, or fewer, stand where some were read before; or more have come at
 * its end, which are not read, and of which the first may belong to the last line that was.
 */
export type InputChange = 'content' | 'longer' | 'lastLineLonger';
