import * as api from './api.js';
import { dayText, setZone, soonText, timeText } from './calendarText.js';
import { toast } from './toast.js';

/** From 08:00 to 09:20, after the morning’s reminders, digests and board. */
const MORNING_MS = 80 * 60_000;

/**
 * The clock in the header. `onMoving()` is called before a move and returns a promise-giving function
 * that, once the move is over, tells how many chats got something new.
 */
export function createClock({ onMoving, onTick }) {
  const bar = document.querySelector('.top');
  const now = bar.querySelector('[data-clock-now]');
  const dayKind = bar.querySelector('[data-clock-day]');
  const next = bar.querySelector('[data-clock-next]');
  const job = bar.querySelector('[data-clock-job]');
  const buttons = [...bar.querySelectorAll('[data-clock]')];
  let state = null;
  let moving = null;

  function draw() {
    for (const button of buttons) {
      const mine = moving === button.dataset.clock;
      const idle = button.dataset.clock === 'next-job' && !state?.nextJob;
      button.disabled = !state || moving !== null || idle;
      button.setAttribute('aria-busy', String(mine));
    }
    bar.classList.toggle('top-busy', moving !== null);
    bar.dataset.busy = String(moving !== null);
    if (!state) return;
    now.textContent = `${dayText(state.now)} ${timeText(state.now)}`;
    now.dateTime = state.now;
    now.dataset.clockNow = state.now;
    dayKind.hidden = false;
    dayKind.textContent = state.workday ? '工作日' : '休息日';
    dayKind.classList.toggle('day-off', !state.workday);
    const words = state.nextJob ? `${soonText(state.nextJob.at, state.now)} ${state.nextJob.title}` : '暂无';
    job.textContent = words;
    job.parentElement.hidden = false;
    job.closest('button').title = `走到下一个任务：${words}`;
    next.textContent = `下一个任务：${words}`;
  }

  async function refresh() {
    state = await api.readClock();
    setZone(state.zone);
    draw();
    onTick();
  }

  /** To the next workday, through the jobs of its morning: what a newcomer is to see. */
  const moveThroughMorning = () => move('next-workday', MORNING_MS);

  async function move(by, furtherMs = 0) {
    if (moving !== null) return;
    moving = by;
    draw();
    const finish = onMoving();
    try {
      const reached = await api.moveClock(by);
      if (furtherMs > 0) await api.moveClockTo(new Date(Date.parse(reached.now) + furtherMs).toISOString());
      await refresh();
      const touched = await finish();
      toast(
        `已到 ${dayText(state.now, state.now)} ${timeText(state.now)}，${touched > 0 ? `${touched} 个会话有新消息` : '没有新消息'}`,
      );
    } catch (error) {
      toast(error.message, 'bad');
      await refresh().catch(() => {});
    } finally {
      moving = null;
      draw();
    }
  }

  for (const button of buttons) button.addEventListener('click', () => void move(button.dataset.clock));
  return { refresh, move, moveThroughMorning, now: () => state?.now };
}
