import { expect, it } from 'vitest';
import { Rig } from './rig.ts';

const INPUT = [
  'action,email,user_id,type,first_name,last_name,password,dept,zoom_one_type,custom.cbf_no,phone_office,login_type',
  'create,ann@example.com,,basic,Ann,Lee,,,,,,',
  'autoCreate,bob@example.com,,licensed,Bob,Ray,Teapot-Blue-58,,,,,',
  'custCreate,cem@example.com,,basic,Cem,Oz,,,,,,',
  'ssoCreate,dan@example.com,,licensed,Dan,Fry,,Sales,,E-1,+49 30 1234567,',
  'ssoCreate,eve@example.com,,licensed,Eve,Poe,,,72057594037927936,,,',
  'update,fay+1@example.com,,,,,,Finance,,,,100',
  'update,,-cn1DHGRRTSOlnVwyZNhKw,,,,,Legal,,,,',
  'activate,gil@example.com,,,,,,,,,,',
  'deactivate,hal@example.com,,,,,,,,,,',
  'password,ivy@example.com,,,,,Granite-Pillow-92,,,,,',
  'ssoCreate,fay+1@example.com,,basic,,,,,,,,',
  'update,nobody@example.com,,,,,,Sales,,,,',
  'deactivate,nobody@example.com,,,,,,,,,,',
  'deactivate,,,,,,,,,,,',
  'ssoCreate,kim@example.com,,none,Kim,Ito,,,,,,',
  'update,kim@example.com,,basic,,,,,,,,',
];

it.each(['json', 'multipart'])('does every action with bodies in %s, and the report says what the account holds', async (body) => {
  await using rig = await Rig.open();
  const { simulator } = rig;
  simulator.seed({ email: 'fay+1@example.com' });
  simulator.seed({ email: 'jon@example.com', id: '-cn1DHGRRTSOlnVwyZNhKw' });
  simulator.seed({ email: 'gil@example.com', status: 'inactive' });
  simulator.seed({ email: 'hal@example.com' });
  simulator.seed({ email: 'ivy@example.com', password: 'Former-Teapot-1' });

  const { code } = await rig.run(rig.write('input.csv', INPUT), '--yes', '--body', body);
  expect(code).toBe(1);
  expect(rig.cells(['line', 'action', 'user', 'outcome', 'http_status', 'zoom_code', 'attempts'])).toEqual([
    '2 create ann@example.com created 201  1',
    '3 autoCreate bob@example.com created 201  1',
    '4 custCreate cem@example.com created 201  1',
    '5 ssoCreate dan@example.com created 201  2',
    '6 ssoCreate eve@example.com created 201  1',
    '7 update fay+1@example.com updated 204  1',
    '8 update -cn1DHGRRTSOlnVwyZNhKw updated 204  1',
    '9 activate gil@example.com activated 204  1',
    '10 deactivate hal@example.com deactivated 204  1',
    '11 password ivy@example.com password_set 204  1',
    '12 ssoCreate fay+1@example.com exists 409 1005 1',
    '13 update nobody@example.com not_found 404 1001 1',
    '14 deactivate nobody@example.com skipped   0',
    '15   invalid   0',
    '16 ssoCreate kim@example.com created 201  1',
    '17 update kim@example.com updated 204  1',
  ]);
  expect(simulator.users()).toEqual([]);
});
