import { describe, expectTypeOf, it } from 'vitest';
import {
  type Aborted,
  type AccountQuota,
  type ColumnName,
  type EndedRun,
  type GuardRefusal,
  type Job,
  type LibraryJob,
  type LibraryOptions,
  type Locked,
  type Outcome,
  type Preview,
  preview,
  provision,
  quota,
  type ResultRow,
  type Run,
  type RunOverview,
  report,
  resume,
  runs,
  type Simulator,
  simulate,
  type UsageError,
  type ZoomProvisionError,
} from '../../src/index.ts';

/** Checked by `tsc`, in `npm run check`. */
describe('the types of the library', () => {
  it('say what each function takes and gives', () => {
    expectTypeOf(provision).returns.toEqualTypeOf<Run<EndedRun | Preview>>();
    expectTypeOf(preview).returns.toEqualTypeOf<Run<Preview>>();
    expectTypeOf(resume).returns.toEqualTypeOf<Run<EndedRun | undefined>>();
    expectTypeOf(report).returns.resolves.toEqualTypeOf<EndedRun>();
    expectTypeOf(runs).returns.resolves.toEqualTypeOf<RunOverview[]>();
    expectTypeOf(quota).returns.resolves.toEqualTypeOf<AccountQuota[]>();
    expectTypeOf(simulate).returns.resolves.toEqualTypeOf<Simulator>();
    expectTypeOf(provision).parameter(0).toEqualTypeOf<LibraryJob>();
    expectTypeOf(provision).parameter(1).toEqualTypeOf<LibraryOptions | undefined>();
    expectTypeOf<Run<Preview>>().toExtend<AsyncIterable<ResultRow>>();
    expectTypeOf<Job>().toExtend<LibraryJob>();
  });

  it('know the columns and the outcomes by name', () => {
    expectTypeOf<'dept' | 'new_email' | 'custom.badge' | 'action'>().toExtend<ColumnName>();
    expectTypeOf<'department'>().not.toExtend<ColumnName>();
    expectTypeOf<string>().not.toExtend<ColumnName>();
    expectTypeOf<{ input: string; columns: { Team: 'departement' } }>().not.toExtend<Job>();
    expectTypeOf<{ input: string; default: { typ: string } }>().not.toEqualTypeOf<Job>();
    expectTypeOf<ResultRow['outcome']>().toEqualTypeOf<Outcome>();
    expectTypeOf<EndedRun['summary']['outcomes']>().toExtend<{ readonly created?: number }>();
  });

  it('take rows as objects, as they are in a program', () => {
    interface Person {
      readonly email: string;
      readonly dept?: string;
      readonly hired: Date;
    }
    expectTypeOf<{ input: Person[] }>().toExtend<LibraryJob>();
    expectTypeOf<{ input: AsyncGenerator<Person> }>().toExtend<LibraryJob>();
    expectTypeOf<{ input: { email: string; 'Cost Centre': number }[] }>().toExtend<LibraryJob>();
    expectTypeOf<{ input: { email: Date }[] }>().not.toExtend<LibraryJob>();
    expectTypeOf<{ input: number[] }>().not.toExtend<LibraryJob>();
  });

  it('tell errors apart by their code', () => {
    expectTypeOf<UsageError | GuardRefusal | Locked | Aborted>().toExtend<ZoomProvisionError>();
    expectTypeOf<ZoomProvisionError['code']>().toEqualTypeOf<
      'unusable' | 'guard_refused' | 'locked' | 'account_unread' | 'aborted'
    >();
    expectTypeOf<ZoomProvisionError['problems']>().toEqualTypeOf<readonly string[]>();
  });
});
