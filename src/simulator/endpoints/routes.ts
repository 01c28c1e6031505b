import { changeEmail } from './change-email.ts';
import { checkEmail } from './check-email.ts';
import { checkVanityName } from './check-vanity-name.ts';
import { createUser } from './create-user.ts';
import { deleteUser } from './delete-user.ts';
import { describeAccount } from './describe-account.ts';
import { getUser } from './get-user.ts';
import { listUsers } from './list-users.ts';
import type { Route } from './route.ts';
import { setPassword } from './set-password.ts';
import { setStatus } from './set-status.ts';
import { summarizeUsers } from './summarize-users.ts';
import { updateUser } from './update-user.ts';

/** Zoom's endpoints as far as they are simulated. */
export const ROUTES: readonly Route[] = [
  createUser,
  listUsers,
  getUser,
  updateUser,
  setStatus,
  setPassword,
  deleteUser,
  changeEmail,
  checkEmail,
  checkVanityName,
  summarizeUsers,
  describeAccount,
];
