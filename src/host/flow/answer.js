/**
 * Answers: from what a form holds, and as words.
 */

/** @typedef {import('../types.js').Answer} Answer */
/** @typedef {import('../types.js').FlowStep} FlowStep */

/**
 * What was answered, and what is wrong with it, if anything.
 * @param {Pick<FlowStep, 'input' | 'problems' | 'least' | 'most'>} step
 * @param {string[]} given values of the form's controls; those of a slider are always possible ones
 * @returns {[answer: Answer, problem?: string | false]} null where a question that may be left out was
 */
export const read = ({ input, problems, least = 0, most = 0 }, given) => {
  const [first] = given;
  return !input ? [true]
    : !first ? [null, problems.none]
      : input === 'range' ? [+first]
        : input === 'radio' ? [first]
          : [given, given.length < least ? problems.least : given.length > most && problems.most];
};

/** Whether an option was chosen. @type {(answer: Answer | undefined, id: string) => boolean} */
export const isChosen = (answer, id) => [answer].flat().includes(id);

/** An answer as its question words it. @type {(step: Pick<FlowStep, 'options' | 'unit'>, answer?: Answer) => string} */
export const worded = ({ options, unit }, answer) => options?.filter(({ id }) => isChosen(answer, id)).map(({ label }) => label).join(' · ')
  ?? [answer, unit].join(' ');
