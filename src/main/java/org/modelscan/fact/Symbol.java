package org.modelscan.fact;

/**
 * An importable name as Python has it.
 *
 * @param module dotted module name, possibly empty
 * @param name qualified name inside the module, possibly dotted
 */
public record Symbol(String module, String name) {
  @Override
  public String toString() {
    return module.isEmpty() ? name : module + "." + name;
  }

  /** The first component of the module: {@code torch} of {@code torch.nn.modules}. */
  public String topPackage() {
    int dot = module.indexOf('.');
    return dot < 0 ? module : module.substring(0, dot);
  }
}
