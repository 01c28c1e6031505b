/** The libraries that stand before the page's own script. */
declare const TableCore: typeof import('@tanstack/table-core');
declare const uPlot: typeof import('uplot');
