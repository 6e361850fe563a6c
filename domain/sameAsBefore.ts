const SAME =
  /^(?:情况)?(?:同上(?:次|周|期|月|一期)?|同前(?:次|期)?|(?:和|与|跟|同)?上(?:次|周|期|月|一期)(?:的)?(?:一样|相同|一致)|无变化|没变化|没有变化|无新进展|没有新进展)(?:填报|报告|情况)?$/;

/** Whether words only say that nothing changed (同上次, 与上周一样): that is 无变化, and no description of progress. */
export function isSameAsBefore(words: string): boolean {
  return SAME.test(words.normalize('NFKC').replace(/[\s，,。.；;！!、]/g, ''));
}
