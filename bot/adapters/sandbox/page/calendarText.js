let zone = 'Asia/Shanghai';
let formatter = null;

/** Sets the zone of every date on the page: the campaign's, never the browser's. */
export function setZone(name) {
  if (name === zone && formatter) return;
  zone = name;
  formatter = null;
}

function partsOf(iso) {
  formatter ??= new Intl.DateTimeFormat('zh-CN', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return Object.fromEntries(formatter.formatToParts(new Date(iso)).map((part) => [part.type, part.value]));
}

/** '2026-11-22' in the campaign's zone, for comparing days only. */
export function dayKey(iso) {
  const { year, month, day } = partsOf(iso);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** '08:40'. */
export function timeText(iso) {
  const { hour, minute } = partsOf(iso);
  return `${hour}:${minute}`;
}

/** '11月22日 周日', with the year in front when it is not `nowIso`'s. */
export function dayText(iso, nowIso) {
  const { year, month, day, weekday } = partsOf(iso);
  const sameYear = nowIso !== undefined && partsOf(nowIso).year === year;
  return `${sameYear ? '' : `${year}年`}${month}月${day}日 ${weekday}`;
}

/** As near as it can be said: '08:40' today, '周一 08:40' within six days, otherwise '12月1日 08:40'. */
export function soonText(iso, nowIso) {
  if (dayKey(iso) === dayKey(nowIso)) return timeText(iso);
  const { month, day, weekday } = partsOf(iso);
  const days = (new Date(iso).getTime() - new Date(nowIso).getTime()) / 86_400_000;
  return days < 6 ? `${weekday} ${timeText(iso)}` : `${month}月${day}日 ${timeText(iso)}`;
}
