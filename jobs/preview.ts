import type { Job } from 'zoom-provision';
import onboarding from './onboarding.ts';

/** The dry run that is mailed round before an onboarding day: the same reading and checks, and nothing is sent. */
export default {
  ...onboarding,
  description: 'What the onboarding would do',
  dryRun: true,
  // One place, overwritten each time, so that a mail can attach the newest.
  out: '../reports/onboarding-preview',
} satisfies Job;
