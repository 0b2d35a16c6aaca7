/**
 * Text encoders as features: frozen sentence encoders in ONNX form, run by ONNX Runtime, beside the
 * words of a text.
 */
package io.github.zlpr.text;
