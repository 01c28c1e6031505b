/** The files in the folder of a report. */
export const RESULTS = 'results.csv';
export const PAGE = 'report.html';
export const SUMMARY = 'summary.json';
