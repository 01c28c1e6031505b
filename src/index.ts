export { defineJob, type Job } from './core/job.ts';
