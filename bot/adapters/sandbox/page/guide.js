import { h, openDialog } from './dom.js';
import { chatRole } from './roles.js';

const STEPS = [
  ['把时间走到工作日早上', '点上方“下一工作日 08:00”，再点几次“下一个任务”。到点的提醒、汇总和催办照常发出。'],
  ['看每个人收到什么', '联络员收到当天该办的事，领导收到一屏摘要；没有事的人不会被打扰。'],
  ['点消息里的按钮填报', '也可以直接打字，比如“汇报”。再推进几天，看红黑榜怎样出来。'],
];

function stepList(onStart) {
  return h(
    'ol',
    { class: 'steps' },
    STEPS.map(([what, why], index) =>
      h(
        'li',
        null,
        h(
          'div',
          null,
          h('strong', null, what),
          h('span', null, why),
          index === 0 && onStart
            ? h(
                'button',
                { type: 'button', class: 'start', data: { guideStart: '' }, onClick: onStart },
                '一步走到下一个工作日 09:20',
              )
            : null,
        ),
      ),
    ),
  );
}

/** What an empty thread shows: it is loading, it failed, the newcomer's three steps, or what this role will see here. */
export function emptyNode({ record, guide, onStart, onRetry }) {
  if (record.error) {
    return h(
      'div',
      { class: 'empty' },
      h('p', null, record.error.message),
      h('button', { type: 'button', class: 'start', onClick: onRetry }, '再试一次'),
    );
  }
  if (!record.loaded)
    return h(
      'div',
      { class: 'empty' },
      h('span', { class: 'spinner spinner-on', role: 'img', 'aria-label': '正在读取' }),
    );
  const { hint } = chatRole(record.chat);
  if (!guide) return h('div', { class: 'empty' }, h('p', { class: 'empty-title' }, '还没有消息'), h('p', null, hint));
  return h(
    'div',
    { class: 'empty empty-guide', data: { guide: '' } },
    h('p', { class: 'empty-title' }, '三步看懂督办'),
    stepList(onStart),
  );
}

const NOTES = [
  [
    '每一列',
    '是一个人看到的会话，人和单位都是示例。您可以替任何人看消息、点按钮、打字、传文件。点列头换人，点“全部会话”加一列。',
  ],
  ['联络员', '收汇总提醒，填报进展。'],
  ['单位负责人', '变红之前先得到告知，确认承诺和销号。'],
  ['领导', '看一屏摘要，直接回复即为批示。'],
  ['协调员', '复核、退回、发通报、签发红黑榜。'],
  ['群', '先选“以谁的身份”，再发言或点按钮。'],
  ['时钟', '演练有自己的时间，只能往前走，途中的提醒和催办照常发出，休息日不打扰。'],
];

/** The help popover: the three steps, the roles, the clock. */
export function openHelp() {
  const dialog = h(
    'dialog',
    { class: 'help', 'aria-label': '使用说明', data: { helpPanel: '' } },
    h(
      'div',
      { class: 'help-body' },
      h('h2', null, '使用说明'),
      stepList(null),
      h(
        'dl',
        null,
        NOTES.map(([term, words]) => [h('dt', null, term), h('dd', null, words)]),
      ),
      h(
        'p',
        { class: 'help-keys' },
        h('kbd', null, 'Enter'),
        ' 发送　',
        h('kbd', null, 'Shift'),
        ' + ',
        h('kbd', null, 'Enter'),
        ' 换行',
      ),
      h('button', { type: 'button', class: 'start', autofocus: true, onClick: () => dialog.close() }, '知道了'),
    ),
  );
  openDialog(dialog);
}
