import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { linkModules } from '../../../src/report/html/link-modules.ts';

const linked = (modules: Record<string, string>) => linkModules('main.js', (name) => modules[name] ?? '');

function resultOf(modules: Record<string, string>): unknown {
  const context = { result: undefined };
  runInNewContext(linked(modules), context);
  return context.result;
}

describe('modules in one script', () => {
  it('see what they import, and nothing else of each other', () => {
    const result = resultOf({
      'main.js': `import {\n  one,\n  two,\n} from './a-b.js';\nimport { three } from './c.js';\nresult = [one, two(), three, typeof hidden];\n`,
      'a-b.js': `import { three } from './c.js';\nconst hidden = 5;\nexport const one = hidden - 4;\nexport function two() {\n  return three - 1;\n}\n`,
      'c.js': 'const hidden = 3;\nexport const three = hidden;\n',
    });
    expect(result).toEqual([1, 2, 3, 'undefined']);
  });

  it.each([
    [
      { 'main.js': "import { a } from './b.js';\n", 'b.js': "import { c } from './main.js';\n" },
      /each other/,
    ],
    [{ 'main.js': "import a from './b.js';\n" }, /cannot be linked: import a/],
    [{ 'main.js': 'export default 1;\n' }, /cannot be linked: export default/],
    [{ 'main.js': 'export { a };\n' }, /cannot be linked: export \{/],
  ])('are refused where they are %j', (modules, why) => {
    expect(() => linked(modules)).toThrow(why);
  });
});
