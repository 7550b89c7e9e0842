// Draws the tables of Operations. Each chart has its table beside it and takes its figures from there, so that both
// always say the same and a refresh of the table is a refresh of the chart. Loaded on that page alone.
(() => {
  'use strict';
  const main = document.querySelector('[data-charts]');
  if (!main) return;
  const charts = new Map();
  const closedOnce = new Set();
  const open = new Map();

  const TONES = {
    PROCESSING: '--blue', CONTACTING_CARRIER: '--violet', TRANSFER_APPROVED: '--teal', TRANSFER_PENDING: '--amber',
    ERROR: '--red', COMPLETED: '--green', CANCELLED: '--grey', SENT: '--green', REFUSED: '--red', GIVEN_UP: '--red', RETRYING: '--amber',
  };
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const tone = (name) => colour(TONES[name] ?? '--accent');
  const value = (cell) => Number(cell.dataset.v);

  const read = (table) => {
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const rows = [...table.tBodies[0].rows];
    const used = heads.map((head, i) => ({ head, i })).filter(({ i }) => rows.some((row) => row.cells[i + 1]?.dataset.v !== undefined));
    return {
      names: rows.map((row) => row.cells[0].textContent.trim()),
      tones: rows.map((row) => row.cells[0].dataset.tone ?? table.dataset.tone),
      series: used.map(({ head, i }) => ({
        name: head.textContent.trim(), tone: head.dataset.tone, values: rows.map((row) => value(row.cells[i + 1])),
      })),
      unit: table.dataset.unit ?? '',
    };
  };

  const option = (kind, data, room) => {
    const ink = colour('--ink');
    const soft = colour('--ink-soft');
    const line = colour('--line');
    const across = kind === 'bar' || kind === 'bars';
    const categories = {
      type: 'category', data: data.names, inverse: across, boundaryGap: kind !== 'stack',
      axisLine: { lineStyle: { color: line } }, axisTick: { show: false },
      axisLabel: { color: soft, hideOverlap: true, width: across ? Math.min(260, Math.round(room * 0.42)) : undefined, overflow: across ? 'truncate' : undefined },
    };
    const values = {
      type: 'value', minInterval: data.unit ? 0 : 1, splitLine: { lineStyle: { color: line } },
      axisLabel: { color: soft, hideOverlap: true, formatter: data.unit ? '{value} ' + data.unit : '{value}' },
    };
    const round = (number) => Number(number).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }) + (data.unit ? ' ' + data.unit : '');
    return {
      animation: !matchMedia('(prefers-reduced-motion: reduce)').matches, animationDuration: 250, animationDurationUpdate: 250,
      textStyle: { color: ink, fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 16, right: 20, top: data.series.length > 1 ? 34 : 10, bottom: 6, containLabel: true },
      legend: { show: data.series.length > 1, top: 0, left: 0, type: 'scroll', icon: 'roundRect', itemWidth: 12, itemHeight: 8, textStyle: { color: ink } },
      // Drawn and not written as HTML: the page allows no inline styles.
      tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: kind === 'stack' ? 'line' : 'shadow' }, valueFormatter: round, confine: true,
        backgroundColor: colour('--surface'), borderColor: line, textStyle: { color: ink } },
      xAxis: across ? values : categories,
      yAxis: across ? categories : values,
      series: data.series.map((one) => kind === 'stack'
        ? { name: one.name, type: 'line', stack: 'all', areaStyle: { opacity: 0.55 }, lineStyle: { width: 1 }, symbol: 'none', color: tone(one.tone), data: one.values }
        : { name: one.name, type: 'bar', barMaxWidth: 22, color: tone(one.tone),
            data: one.values.map((v, i) => data.tones[i] && data.series.length === 1 ? { value: v, itemStyle: { color: tone(data.tones[i]) } } : v) }),
    };
  };

  const draw = () => {
    for (const holder of document.querySelectorAll('.chart[data-table]')) {
      const table = document.getElementById(holder.dataset.table);
      const data = table ? read(table) : null;
      const some = data !== null && data.names.length > 0;
      holder.hidden = !some;
      if (!some) continue;
      const rows = holder.dataset.kind === 'bar' ? data.names.length * 34 + 40 : holder.dataset.kind === 'bars' ? data.names.length * 44 + 70 : 280;
      holder.style.height = Math.max(150, Math.min(rows, 640)) + 'px';
      let chart = charts.get(holder.id);
      if (!chart || chart.getDom() !== holder) {
        chart?.dispose();
        chart = window.echarts.init(holder, null, { renderer: 'canvas' });
        charts.set(holder.id, chart);
        new ResizeObserver(() => chart.resize()).observe(holder);
      }
      chart.resize();
      chart.setOption(option(holder.dataset.kind, data, holder.clientWidth), { replaceMerge: ['series'] });
    }
    // The tables are there for whoever wants them; open they are where no chart could be drawn.
    for (const details of document.querySelectorAll('.panel details[id]')) {
      if (!closedOnce.has(details.id)) { closedOnce.add(details.id); open.set(details.id, false); }
      details.open = open.get(details.id) ?? false;
    }
  };
  document.addEventListener('toggle', (event) => { if (event.target.id) open.set(event.target.id, event.target.open); }, true);
  document.addEventListener('htmx:afterSwap', draw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  const script = document.createElement('script');
  script.src = main.dataset.charts;
  script.addEventListener('load', draw);
  document.head.append(script);
})();
