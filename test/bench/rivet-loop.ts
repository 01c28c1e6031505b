import { writeFileSync } from 'node:fs';
import { UsersEndpoints } from '@zoom/rivet/users';
import pLimit from 'p-limit';

// What people do today: a loop over Zoom's SDK, one call at a time or so many at once, and a refused call is lost.
const [count = '600', atOnce = '1', resultFile = ''] = process.argv.slice(2);
const {
  ZOOM_API_URL = '',
  ZOOM_OAUTH_URL = '',
  ZOOM_CLIENT_ID,
  ZOOM_CLIENT_SECRET,
  ZOOM_ACCOUNT_ID,
} = process.env;

const answer = await fetch(ZOOM_OAUTH_URL, {
  method: 'POST',
  headers: {
    authorization: `Basic ${Buffer.from(`${ZOOM_CLIENT_ID}:${ZOOM_CLIENT_SECRET}`).toString('base64')}`,
  },
  body: new URLSearchParams({ grant_type: 'account_credentials', account_id: String(ZOOM_ACCOUNT_ID) }),
});
const { access_token: token } = (await answer.json()) as { access_token: string };
const auth = { getToken: async () => token };
const { users } = new UsersEndpoints({ auth: auth as never, baseUrl: ZOOM_API_URL });

const limit = pLimit(Number(atOnce));
const startedAt = performance.now();
const created = await Promise.all(
  Array.from({ length: Number(count) }, (_, i) =>
    limit(async () => {
      try {
        const user_info = { email: `new${i}@bench.example`, type: 1 as const };
        await users.createUsers({ body: { action: 'ssoCreate', user_info } });
        return true;
      } catch {
        return false;
      }
    }),
  ),
);
const lost = created.filter((done) => !done).length;
writeFileSync(resultFile, JSON.stringify({ seconds: (performance.now() - startedAt) / 1000, lost }));
