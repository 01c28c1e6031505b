/** @import { Chart, ChartLabel, ChartMark, PageData } from '../page-data.ts' */
/** @import uPlotTypes from 'uplot' */
import { element, section } from './elements.js';
import { timeAxis } from './time-axis.js';
import { numberText } from './words.js';

const HEIGHT = 220;
/** Marks that are listed below; the others are in the chart alone. */
const MOST_LISTED = 12;

/** Calls a second over time against the limit, a chart for each label. @param {PageData} data */
export function chart({ chart: all }) {
  if (!all) return undefined;
  const axis = timeAxis(all);
  const charts = all.labels.map((label) => chartOf(label, all.marks, axis));
  const redraw = () => {
    for (const { draw } of charts) draw();
  };
  for (const query of ['(prefers-color-scheme: dark)', 'print']) {
    matchMedia(query).addEventListener('change', redraw);
  }
  for (const { place, resize } of charts) new ResizeObserver(resize).observe(place);
  return section(
    'chart',
    'Calls a second',
    key(all),
    ...charts.map(({ shown }) => shown),
    heldBack(all.marks),
  );
}

/** @param {Chart} all */
function key({ marks, labels }) {
  const has = {
    calls: true,
    limit: true,
    allowed: labels.some(({ allowed, limit }) => allowed.some((rate, at) => rate < (limit[at] ?? 0))),
    refused: labels.some(({ refused }) => refused.some((count) => count > 0)),
    held: marks.length > 0,
  };
  const words = {
    ...{ calls: 'sent', limit: 'what the run may take', allowed: 'slowed down to' },
    ...{ refused: 'refused', held: 'held back' },
  };
  const names = /** @type {(keyof typeof words)[]} */ (Object.keys(words)).filter((name) => has[name]);
  const items = names.map((name) => element('li', { class: name }, words[name]));
  return element('ul', { class: 'key' }, ...items);
}

/** @param {ChartLabel} label @param {readonly ChartMark[]} all @param {ReturnType<typeof timeAxis>} axis */
function chartOf(label, all, axis) {
  const marks = all.filter((mark) => mark.label === undefined || mark.label === label.name.toLowerCase());
  const place = element('div', { role: 'img', 'aria-label': said(label) });
  const shown = element('figure', {}, element('figcaption', {}, label.name), place);
  /** @type {uPlotTypes.AlignedData} */
  const data = [
    label.at.map(axis.toAxis),
    [...label.calls],
    // What is nothing, or as it should be, has no line.
    label.refused.map((count) => (count === 0 ? null : count)),
    label.allowed.map((rate, at) => (rate === label.limit[at] ? null : rate)),
    [...label.limit],
  ];
  /** @type {uPlotTypes | undefined} */
  let drawn;
  const draw = () => {
    drawn?.destroy();
    drawn = new uPlot(options(place.clientWidth, marks, axis, Math.max(...label.limit)), data, place);
  };
  const resize = () => {
    if (place.clientWidth === 0) return;
    if (drawn) drawn.setSize({ width: place.clientWidth, height: HEIGHT });
    else draw();
  };
  return { shown, place, draw, resize };
}

/** For who cannot see it. @param {ChartLabel} label */
function said({ name, calls, refused, limit }) {
  const no = refused.some((count) => count > 0) ? ', some of them refused' : '';
  return `${name} calls over time: up to ${numberText(Math.max(...calls))} a second of ${numberText(limit.at(-1) ?? 0)}${no}`;
}

/**
 * @param {number} width @param {readonly ChartMark[]} marks @param {ReturnType<typeof timeAxis>} axis @param {number} most
 * @returns {uPlotTypes.Options}
 */
function options(width, marks, axis, most) {
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const paths = uPlot.paths.stepped?.({ align: 1 });
  const line = { ...(paths && { paths }), points: { show: false } };
  const axes = {
    stroke: colour('soft'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { stroke: colour('line'), width: 1 },
    font: '12px system-ui, sans-serif',
  };
  return {
    width,
    height: HEIGHT,
    padding: [8, 32, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [0, axis.length] },
      y: { range: (_, __, max) => [0, Math.max(max, most) * 1.1] },
    },
    axes: [
      { ...axes, space: 90, values: (_, places) => places.map((at) => timeText(axis.toTime(at))) },
      { ...axes, size: 44 },
    ],
    series: [
      {},
      { ...line, stroke: colour('accent'), fill: colour('chart-calls'), width: 1 },
      { ...line, stroke: colour('bad'), fill: colour('bad'), width: 1 },
      { ...line, stroke: colour('waits'), width: 1 },
      { ...line, stroke: colour('ink'), width: 1, dash: [4, 4] },
    ],
    hooks: { drawClear: [(its) => shade(its, marks, axis, colour)] },
  };
}

/**
 * @param {uPlotTypes} its @param {readonly ChartMark[]} marks @param {ReturnType<typeof timeAxis>} axis
 * @param {(name: string) => string} colour
 */
function shade(its, marks, axis, colour) {
  const { left, top, height } = its.bbox;
  for (const { kind, from, to } of marks) {
    const begins = its.valToPos(axis.toAxis(from), 'x', true);
    const ends = its.valToPos(axis.toAxis(to), 'x', true);
    its.ctx.fillStyle = colour(kind === 'between' || kind === 'wait' ? 'chart-between' : 'chart-held');
    its.ctx.fillRect(Math.max(left, begins), top, Math.max(2, ends - begins), height);
  }
}

/** `18:45:01`, UTC. @param {number} time in s since the epoch */
function timeText(time) {
  return Number.isFinite(time) ? new Date(time * 1000).toISOString().slice(11, 19) : '';
}

/** The same as texts. @param {readonly ChartMark[]} marks */
function heldBack(marks) {
  if (marks.length === 0)
    return element('p', { class: 'meaning' }, 'Nothing held the run back. Times are UTC.');
  const items = marks
    .slice(0, MOST_LISTED)
    .map(({ text, from, to }) =>
      element('li', {}, `${momentText(from)} for ${durationText(to - from)}: ${text}`),
    );
  const left = marks.length - items.length;
  const more = left > 0 ? element('li', {}, `and ${numberText(left)} more`) : undefined;
  return element(
    'details',
    {},
    element('summary', {}, `What held the run back (${numberText(marks.length)}); times are UTC`),
    element('ul', {}, ...items, more),
  );
}

/** @param {number} time in s since the epoch */
function momentText(time) {
  return new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** @param {number} seconds */
function durationText(seconds) {
  if (seconds < 90) return `${Math.round(seconds * 10) / 10} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 6) / 10} h`;
}
