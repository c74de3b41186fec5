package org.modelscan.format.bytecode;

/**
 * How marshal lays a code object out, by the Python versions that share it. Nothing in the data
 * says which it is: they are tried, and the types of the fields, which CPython checks as well,
 * leave one of them.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Python/marshal.c">marshal.c: r_object,
 *     TYPE_CODE</a>
 */
enum CodeLayout {
  /**
   * argcount, posonlyargcount, kwonlyargcount, stacksize, flags; one table of all local variables.
   */
  PYTHON_3_11(5),
  /** argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags (PEP 570). */
  PYTHON_3_8(6),
  /** argcount, kwonlyargcount, nlocals, stacksize, flags (PEP 3102). */
  PYTHON_3_0(5),
  /** argcount, nlocals, stacksize, flags. */
  PYTHON_2(4);

  private final int counts;

  CodeLayout(int counts) {
    this.counts = counts;
  }

  /** Number of 32-bit integers that a code object starts with. */
  int counts() {
    return counts;
  }
}
