import { describe, expect, it } from 'vitest';
import { readAppUpdate, updateKeyOf } from '../../../bot/adapters/wecom/receive.js';
import { parseXml, type XmlFields } from '../../../bot/adapters/wecom/xml.js';

const AT = new Date('2026-09-07T01:00:00Z');
const fields = (inner: Record<string, string>): XmlFields =>
  parseXml(
    `<xml><FromUserName>ZhangSan</FromUserName><CreateTime>1</CreateTime><AgentID>1000002</AgentID>${Object.entries(
      inner,
    )
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join('')}</xml>`,
  ) ?? {};

describe('callbacks of the app', () => {
  it('are words with the person in lower case and the message’s own id', () => {
    const update = readAppUpdate(
      fields({ MsgType: 'text', Content: ' 汇报 XM-001 ', MsgId: '4561255354251345929' }),
      AT,
    );
    expect(update).toEqual({
      kind: 'words',
      inbound: {
        platform: 'wecom',
        updateKey: 'app:4561255354251345929',
        address: { chat: 'zhangsan', thread: '' },
        chatKind: 'private',
        sender: 'zhangsan',
        senderName: 'ZhangSan',
        receivedAt: AT,
        text: ' 汇报 XM-001 ',
      },
    });
  });

  it('tell two presses of one second apart, and know a repeat', () => {
    const press = (key: string, code: string) =>
      fields({ MsgType: 'event', Event: 'template_card_event', EventKey: key, TaskId: 't', ResponseCode: code });
    expect(updateKeyOf(press('a', '1'))).not.toBe(updateKeyOf(press('b', '2')));
    expect(updateKeyOf(press('a', '1'))).not.toBe(updateKeyOf(press('a', '2')));
    expect(updateKeyOf(press('a', '1'))).toBe(updateKeyOf(press('a', '1')));
  });

  it('hold a photo as a file to fetch, and a file where a client sends one', () => {
    const photo = readAppUpdate(fields({ MsgType: 'image', MediaId: 'M1', MsgId: '1000001' }), AT);
    expect(photo).toMatchObject({ kind: 'words', inbound: { file: { name: 'photo-000001.jpg', mime: 'image/jpeg' } } });
    const file = readAppUpdate(fields({ MsgType: 'file', MediaId: 'M2', FileName: '台账.xlsx', MsgId: '2' }), AT);
    expect(file).toMatchObject({ inbound: { file: { name: '台账.xlsx' } } });
  });

  it.each(['voice', 'something_new', 'file', ''])('take a %s without content as words without text', (type) => {
    expect(readAppUpdate(fields({ MsgType: type, MsgId: '3' }), AT)).toMatchObject({
      kind: 'words',
      inbound: { text: '' },
    });
  });

  it('are a press with what was selected', () => {
    const update = readAppUpdate(
      fields({
        MsgType: 'event',
        Event: 'template_card_event',
        EventKey: 'choose',
        TaskId: 'abc-0',
        ResponseCode: 'RC',
        SelectedItems:
          '<SelectedItem><QuestionKey>more</QuestionKey><OptionIds><OptionId>mine:0:</OptionId></OptionIds></SelectedItem>',
      }),
      AT,
    );
    expect(update).toMatchObject({
      kind: 'press',
      press: { taskId: 'abc-0', key: 'choose', selected: ['mine:0:'], responseCode: 'RC' },
    });
  });

  it('say a command when a menu is pressed, and nothing for events that ask nothing', () => {
    const click = readAppUpdate(fields({ MsgType: 'event', Event: 'click', EventKey: '我的事项' }), AT);
    expect(click).toMatchObject({ kind: 'words', inbound: { text: '我的事项' } });
    for (const event of ['subscribe', 'enter_agent', 'LOCATION', 'never_seen'])
      expect(readAppUpdate(fields({ MsgType: 'event', Event: event }), AT)).toEqual({ kind: 'nothing' });
  });

  it('warn before WeCom switches an idle app off', () => {
    expect(readAppUpdate(fields({ MsgType: 'event', Event: 'inactive_alert', EffectTime: '9' }), AT)).toEqual({
      kind: 'notice',
      event: 'inactive_alert',
      detail: '9',
    });
  });
});
