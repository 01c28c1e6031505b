import type { Job } from 'zoom-provision';

/**
 * New people, from the HR system's export as it comes. Run it as often as you like: who has an account already is
 * updated to what HR says.
 */
export default {
  description: 'New people from the HR export, for single sign-on',
  input: '../samples/hr-export.csv',
  plan: 'business',
  onExists: 'update',

  // Only what the tool does not know by itself: "Work Email", "Business Title" and the like need no line here.
  columns: {
    'Supervisory Organization': 'dept',
    'Cost Centre Code': 'cost_center',
    'Manager - Work Email': 'manager',
    'Primary Work Phone': 'phone_office',
    // The key is your account's own: GET /users?include_fields=custom_attributes shows it.
    'Employee ID': 'custom.cbf_employee_no',
  },
  // Not sent. The functions below can still read these columns, by the header in the file.
  ignore: ['Preferred Name', 'Worker Type', 'Hire Date', 'FTE %', 'Comments'],

  compute: {
    display_name: (row) => `${row['Preferred Name'] || row.first_name} ${row.last_name}`,
    type: (row) => (row['Worker Type'] === 'Employee' ? 'licensed' : 'basic'),
  },
  default: { action: 'ssoCreate', company: 'Example Ltd', language: 'en-US' },
} satisfies Job;
