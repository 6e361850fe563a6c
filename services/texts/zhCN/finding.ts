import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import type { Clearance } from '../../../domain/clearance.js';
import { brief, day, distance, shortDay } from './dates.js';

/** A problem in a unit's list. */
export interface ProblemLine {
  itemId: number;
  itemNo: string;
  title: string;
  tag: string;
  status: string;
  workdays: number;
  dueOn: string;
  today: string;
  closedOn: string | null;
}

/** A unit in the overview of problems. */
export interface ProblemUnit {
  unitId: number;
  unit: string;
  clearance: Clearance;
}

const rate = (c: Clearance): string =>
  c.basisPoints === null
    ? '未到时限'
    : `${Math.floor(c.basisPoints / 100)}%（到期 ${c.due} 个，已销号 ${c.cleared} 个）`;

function state(line: ProblemLine): string {
  if (line.status === 'closed') return '【已销号】';
  if (line.status === 'closeOutRequested') return '【待销号】';
  if (line.status === 'exempt') return '【已免责】';
  return `【${distance(line)}】`;
}

export const finding = {
  shortDay,
  clearance: (c: Clearance): string => (c.open === 0 && c.due === 0 ? '' : `销号率 ${rate(c)}，未销号 ${c.open} 个`),
  askUnit: (count: number, shown: number): Line[] => [
    title('登记问题（1/5）　哪个单位？'),
    text(shown < count ? `共 ${count} 个单位，请写单位名称里的两个字以上，比如“教育”。` : '请点一个，或写单位名称。'),
  ],
  askWhat: (unit: string): Line[] => [
    title(`登记问题（2/5）　${unit}`),
    text('发现了什么问题？请用一句话写清楚，单位会原样看到。'),
    note('照片可以现在发，也可以最后发。'),
  ],
  askTag: (unit: string, taxonomy: string): Line[] => [
    title(`登记问题（3/5）　${unit}`),
    text(`属于哪一类？（${taxonomy}）`),
  ],
  askDue: (unit: string): Line[] => [
    title(`登记问题（4/5）　${unit}`),
    text('什么时候整改到位？可以点选，也可以写，例：9月30日前、10个工作日内。'),
  ],
  dueChoice: (workdays: number, on: string): string => (workdays === 3 ? `即知即改 ${shortDay(on)}` : shortDay(on)),
  askPhoto: (unit: string, count: number): Line[] => [
    title(`登记问题（5/5）　${unit}`),
    text(count === 0 ? '有照片或文件可以现在发，没有就跳过。' : `已收到 ${count} 份。还有请继续发，没有就点“发完了”。`),
  ],
  check: (d: { unit: string; what: string; tag: string; dueOn: string; immediate: boolean; files: number }): Line[] => [
    title(`登记问题　请核对`),
    text(bold('单位：'), d.unit),
    ...quote(d.what),
    text(bold('分类：'), d.tag),
    text(bold('完成时限：'), `${day(d.dueOn)}${d.immediate ? '（即知即改）' : ''}`),
    text(bold('材料：'), d.files === 0 ? '没有' : `${d.files} 份`),
    note('登记后告知该单位联络员和负责人，到期前提醒，逾期催办。'),
  ],
  change: { unit: '改单位', what: '改问题', tag: '改分类', due: '改时限' } as Record<string, string>,
  submit: '登记',
  done: (itemNo: string, unit: string, told: string[]): Message => ({
    lines: [
      title(`${itemNo} 已登记（${unit}）`),
      text(
        told.length === 0 ? '该单位还没有联络员和负责人，没有人收到通知，请联系管理员。' : `已告知${told.join('、')}。`,
      ),
      note('整改完成、复核通过后销号。进展可发“问题清单”查看。'),
    ],
  }),
  told: (
    d: {
      itemNo: string;
      what: string;
      tag: string;
      dueOn: string;
      workdays: number;
      today: string;
      by: string;
      role: 'liaison' | 'unitHead';
    },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`新登记问题 ${d.itemNo}，请在 ${day(d.dueOn)} 前整改`),
      ...quote(d.what),
      text(`分类：${d.tag}　${distance(d)}　登记人：${d.by}`),
      note(
        d.role === 'liaison'
          ? '整改完成后填报 100% 即申请销号，复核通过就销号。'
          : '由联络员填报整改情况，临期和逾期会告知您。',
      ),
    ],
    buttons,
  }),
  button: '登记问题',
  overview: (units: ProblemUnit[], rest: number, all: Clearance, buttons: Button[][]): Message => ({
    lines:
      units.length === 0
        ? [text('还没有登记问题。')]
        : [
            title(`问题清单　未销号 ${all.open} 个，销号率 ${rate(all)}`),
            ...units.map((each) =>
              text(`· ${each.unit}　未销号 ${each.clearance.open} 个　销号率 ${rate(each.clearance)}`),
            ),
            ...(rest > 0 ? [note(`还有 ${rest} 个单位，点“下一页”查看。`)] : []),
          ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  ofUnit: (unit: string, c: Clearance, lines: ProblemLine[], rest: number, buttons: Button[][]): Message => ({
    lines:
      lines.length === 0
        ? [text(`${unit}没有登记的问题。`)]
        : [
            title(`问题清单（${unit}）　未销号 ${c.open} 个，销号率 ${rate(c)}`),
            ...lines.map((each) => text(state(each), `${each.itemNo} ${brief(each.title)}（${each.tag}）`)),
            ...(rest > 0 ? [note(`还有 ${rest} 个，点“下一页”查看。`)] : []),
          ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
};
