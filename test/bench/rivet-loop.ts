import { UsersEndpoints } from '@zoom/rivet/users';
import pLimit from 'p-limit';
import { signIn } from './sign-in.ts';

// What people do today: a loop over Zoom's SDK, one call at a time or so many at once, and a refused call is lost.
const [count = '600', atOnce = '1'] = process.argv.slice(2);
const token = await signIn(process.env);
const auth = { getToken: async () => token };
const { users } = new UsersEndpoints({ auth: auth as never, baseUrl: String(process.env.ZOOM_API_URL) });

const limit = pLimit(Number(atOnce));
await Promise.all(
  Array.from({ length: Number(count) }, (_, i) =>
    limit(async () => {
      const user_info = { email: `new${i}@bench.example`, type: 1 as const };
      await users.createUsers({ body: { action: 'ssoCreate', user_info } }).catch(() => undefined);
    }),
  ),
);
