import { writeFileSync } from 'node:fs';

// Loaded before a program whose use of the machine is measured: `node --import at-exit.ts program`.
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const { user, system } = process.threadCpuUsage();
  const file = process.env.BENCH_USAGE;
  if (!file) return;
  const cpuMs = (userCPUTime + systemCPUTime) / 1000;
  const usage = { cpuMs, mainThreadCpuMs: (user + system) / 1000, maxRssMb: maxRSS / 1024 };
  writeFileSync(file, JSON.stringify(usage));
});
