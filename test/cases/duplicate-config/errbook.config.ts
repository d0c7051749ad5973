throw new Error('this was run')
