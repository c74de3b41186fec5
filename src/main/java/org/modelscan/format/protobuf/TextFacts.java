package org.modelscan.format.protobuf;

import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.PassedOn;

/**
 * Facts of a message that was read from its text form, stated with the offsets of the text.
 *
 * @param text the message
 * @param out where the facts go
 */
public record TextFacts(TextMessage text, Facts out) implements PassedOn {
  @Override
  public void fact(Fact fact) {
    out.fact(
        switch (fact) {
          case Fact.Operator it ->
              new Fact.Operator(
                  text.origin(it.offset()),
                  it.framework(),
                  it.name(),
                  it.effect(),
                  it.targets(),
                  it.where(),
                  it.reason(),
                  it.evidence());
          case Fact.ExternalFile it ->
              new Fact.ExternalFile(text.origin(it.offset()), it.how(), it.target());
          case Fact.ExternalData it ->
              new Fact.ExternalData(
                  text.origin(it.offset()), it.tensor(), it.location(), it.linked());
          case Fact.ExternalDataEntry it ->
              new Fact.ExternalDataEntry(
                  text.origin(it.offset()), it.tensor(), it.key(), it.value());
          case Fact.OutOfRange it ->
              new Fact.OutOfRange(text.origin(it.offset()), it.what(), it.evidence());
          default -> fact; // readers of messages state no others
        });
  }

  @Override
  public void incomplete(long offset, String reason) {
    out.incomplete(offset < 0 ? offset : text.origin(offset), reason);
  }
}
