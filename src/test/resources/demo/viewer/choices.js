// Who asks, and for what.

/** Radio buttons, of which the first is chosen; tells the listener of each choice. */
export function callerChoice(fieldset, callers, chosen) {
  callers.forEach((caller, index) => {
    const input = Object.assign(document.createElement('input'), {
      type: 'radio',
      name: 'caller',
      value: caller.name,
      checked: index === 0,
    });
    input.addEventListener('change', () => chosen(caller));
    const text = document.createElement('span');
    text.append(caller.name, Object.assign(document.createElement('small'), { textContent: caller.description }));
    const label = document.createElement('label');
    label.append(input, text);
    fieldset.append(label);
  });
}

/** Buttons, of which one is pressed; the first one, to begin with. */
export function datasetChoice(list, datasets, chosen) {
  const buttons = datasets.map((dataset, index) => {
    const visibility = Object.assign(document.createElement('span'), {
      className: 'visibility',
      textContent: dataset.visibility,
    });
    const button = Object.assign(document.createElement('button'), { type: 'button' });
    button.append(dataset.title, visibility);
    button.setAttribute('aria-pressed', index === 0);
    button.addEventListener('click', () => {
      buttons.forEach(other => other.setAttribute('aria-pressed', other === button));
      chosen(dataset);
    });
    return button;
  });
  list.append(
    ...buttons.map(button => {
      const item = document.createElement('li');
      item.append(button);
      return item;
    }),
  );
}
