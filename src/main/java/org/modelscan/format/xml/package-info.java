/** Models in XML: PMML and OpenVINO's intermediate representation. */
@NullMarked
package org.modelscan.format.xml;

import org.jspecify.annotations.NullMarked;
