import type { Job } from 'zoom-provision';

/** What cron runs every night: the account is made as HR's list of people says. Nobody watches it, so the guards must stop what a broken export would do. */
export default {
  description: 'The account as HR has its people',
  input: '../samples/roster.csv',
  // A list of people instead of a list of actions: only what differs is sent.
  sync: true,
  plan: 'business',
  // The other half of the account's rate limits stays free for the other apps.
  share: '50%',

  // People whom the account does not have, with a type where the list gives none.
  createAs: 'ssoCreate',
  default: { type: 'basic' },
  // Active users of these addresses who are not in the list; others, the owner and admins are left alone.
  leavers: 'deactivate',
  scope: ['*@example.com'],

  // More leavers in one night are more likely a mistake in the export: exit code 6, and nothing is sent.
  maxDeactivate: 5,
  // Whatever the list says or does not say about these people, they are left alone.
  protect: ['*@board.example.com', 'zoom-admin@example.com'],
  // There is no terminal to answer the question about deactivations; the guards still hold.
  yes: true,
} satisfies Job;
