import type { Job } from 'zoom-provision';

/** What cron runs every night. Nobody watches it, so the guards must stop what a broken export would do. */
export default {
  description: 'Changes and leavers of the day',
  input: '../samples/nightly.csv',
  plan: 'business',
  // The other half of the account's rate limits stays free for the other apps.
  share: '50%',

  // More leavers in one night are more likely a mistake in the export: exit code 6, and nothing is sent.
  maxDeactivate: 5,
  // Whatever the file says about these people, they are left alone.
  protect: ['*@board.example.com', 'zoom-admin@example.com'],
  // There is no terminal to answer the question about deactivations; the two guards above still hold.
  yes: true,
} satisfies Job;
