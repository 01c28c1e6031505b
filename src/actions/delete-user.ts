import { removalAction } from './disassociate-user.ts';

export const deleteAction = removalAction('delete', {
  name: 'delete',
  summary: 'deletes a user with all data, for good (DELETE /users/{userId})',
  rowsAre: 'users deleted with all their data, for good',
  outcome: 'deleted',
  consent: {
    counts: 'users',
    noun: 'deletion',
    asks: (count) => `deletes ${count} user${count === 1 ? '' : 's'} with all data, for good`,
  },
});
