/** Models as data: their digest, the record of the run that made them, and files that hold them. */
package io.github.zlpr.trainer.model;
