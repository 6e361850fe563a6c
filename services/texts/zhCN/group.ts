import { bold, type Button, type Message, note, text, title } from '../../../domain/message.js';
import { brief, shortDay } from './dates.js';

interface About {
  unit: string;
  itemNo: string;
  title: string;
}

/** What a group hears: facts of units, never names of people. */
export interface GroupDigestFacts {
  moved: (About & { what: 'closed' | 'reached'; name: string })[];
  due: (About & { name: string; dueOn: string })[];
  help: (About & { words: string })[];
  overdue: number;
  /** The last day that `due` looks at. */
  until: string;
}

const DAYS = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const SHOWN = 3;

const more = (count: number) => (count > SHOWN ? [note(`　还有 ${count - SHOWN} 项。`)] : []);

export const group = {
  digest: (f: GroupDigestFacts): Message => ({
    lines: [
      title(`督办播报　新进展 ${f.moved.length} 项，临期 ${f.due.length} 项，逾期 ${f.overdue} 项`),
      ...(f.moved.length === 0 ? [] : [text(bold('有进展'))]),
      ...f.moved
        .slice(0, SHOWN)
        .map((each) =>
          text(`· ${each.unit}　${each.itemNo} ${each.what === 'closed' ? '销号' : `完成“${brief(each.name, 12)}”`}`),
        ),
      ...more(f.moved.length),
      ...(f.due.length === 0 ? [] : [text(bold(`${shortDay(f.until)} 前到期`))]),
      ...f.due
        .slice(0, SHOWN)
        .map((each) => text(`· ${shortDay(each.dueOn)}　${each.unit}　${each.itemNo} ${brief(each.title, 14)}`)),
      ...more(f.due.length),
      ...(f.help.length === 0 ? [] : [text(bold('需要协调'))]),
      ...f.help.slice(0, SHOWN).map((each) => text(`· ${each.unit}　${each.itemNo} ${brief(each.words, 20)}`)),
      ...more(f.help.length),
    ],
  }),
  sections: { moved: '有进展', due: '临期', help: '需要协调' } as Record<string, string>,
  day: (weekday: number) => DAYS[weekday] ?? '',
  board: '红黑榜',
  changed: '已修改',
  switch: (label: string, on: boolean) => `${on ? '停' : '开'}${label}`,
  list: (
    groups: { title: string; days: number[]; sections: string[]; board: boolean }[],
    buttons: Button[][],
    /** A line about groups that wait to be bound; '' when there are none. */
    others = '',
  ): Message => ({
    lines: [
      title(groups.length === 0 ? '还没有绑定工作群' : `已绑定的群 ${groups.length} 个`),
      ...groups.map((each) =>
        text(
          bold(each.title),
          `　播报：${each.days.length === 0 ? '不发' : each.days.map((weekday) => DAYS[weekday]).join('、')}　红黑榜：${each.board ? '发' : '不发'}`,
        ),
      ),
      ...(others === '' ? [] : [text(others)]),
      ...(groups.length === 0 ? [] : [note('点群名修改。播报在当天 9:36 发，节假日不发。')]),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  settings: (
    d: { title: string; days: number[]; sections: string[]; board: boolean },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(d.title),
      text(`播报：${d.days.length === 0 ? '不发' : d.days.map((weekday) => DAYS[weekday]).join('、')}`),
      text(`内容：${d.sections.map((each) => group.sections[each] ?? each).join('、') || '无'}`),
      text(`红黑榜：${d.board ? '发到本群' : '不发到本群'}`),
    ],
    buttons,
  }),
  none: (): Message => ({ lines: [text('还没有绑定工作群。')] }),
};
