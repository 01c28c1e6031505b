/** Zoom's rate-limit labels, as far as the simulated endpoints have them. */
export type Label = 'light' | 'medium';
