"""The network in Kaldi's text form: TransitionModel + AmNnetSimple."""

import numpy as np

from tests.speech_model import features
from tests.speech_model.graphs import HALF, HMM_STATES, PLACES, SILENCE


def acoustic_model(
    pdf_count: int,
    weights: list[np.ndarray],
    biases: list[np.ndarray],
    prior: np.ndarray,
    unknown_level: float,
) -> str:
    """The text of final.mdl.

    pdf_count counts silence, the phones and, last, "any speech", whose likelihood is constant.
    """
    parts, last = _parts(pdf_count, weights, biases, prior, unknown_level)
    inputs = ", ".join("input" if offset == 0 else f"Offset(input, {offset})" for offset in features.OFFSETS)
    previous = f"Append({inputs})"
    # the network description must follow "<Nnet3> " at once and end with one empty line
    out = [*_transitions(pdf_count), "<Nnet3> ", f"input-node name=input dim={features.CEPS}"]
    for name in parts:
        out.append(f"component-node name={name} component={name} input={previous}")
        previous = name
    out += [f"output-node name=output input={last} objective=linear", "", f"<NumComponents> {len(parts)} "]
    reach = max(features.OFFSETS)
    context = f"</Nnet3> \n<LeftContext> {reach} <RightContext> {reach} <Priors>  [ ]\n"
    return "\n".join(out) + "\n" + "".join(parts.values()) + context


def _transitions(pdf_count: int) -> list[str]:
    pdfs = [SILENCE] + [p for p in range(1, pdf_count) for _ in PLACES]  # the same pdf at every place
    phones = " ".join(str(i + 1) for i in range(len(pdfs)))
    out = [
        "<TransitionModel> ",
        "<Topology> ",
        "<TopologyEntry> ",
        "<ForPhones> ",
        phones + " ",
        "</ForPhones> ",
    ]
    for s in range(HMM_STATES):
        out.append(f"<State> {s} <PdfClass> 0 <Transition> {s} 0.5 <Transition> {s + 1} 0.5 </State> ")
    out += [f"<State> {HMM_STATES} </State> ", "</TopologyEntry> ", "</Topology> "]
    out.append(f"<Triples> {len(pdfs) * HMM_STATES} ")
    out += [
        f"{i + 1} {s} {pdf} " for i, pdf in enumerate(pdfs) for s in range(HMM_STATES)
    ]  # phone, state, pdf
    chances = _numbers([-HALF] * (2 * HMM_STATES * len(pdfs)), "%.5f")  # ids count from 1: a 0 goes before
    return [*out, "</Triples> ", "<LogProbs> ", f" [ 0 {chances} ]", "</LogProbs> ", "</TransitionModel> "]


def _parts(
    pdf_count: int,
    weights: list[np.ndarray],
    biases: list[np.ndarray],
    prior: np.ndarray,
    unknown_level: float,
) -> tuple[dict[str, str], str]:
    """Name → component in order, and the name of the last."""
    parts = {}
    for i, (w, b) in enumerate(zip(weights, biases, strict=True)):
        parts[f"affine{i}"] = _affine(f"affine{i}", w, b)
        if i < len(weights) - 1:
            parts[f"relu{i}"] = _nonlinear(f"relu{i}", "RectifiedLinearComponent", w.shape[1])
    phones = pdf_count - 1
    parts["posterior"] = _nonlinear("posterior", "LogSoftmaxComponent", phones)
    scaled = -np.log(np.maximum(prior, 1e-4))  # posterior → likelihood ratio
    parts["ratio"] = _affine("ratio", np.eye(phones, pdf_count), np.array([*scaled, unknown_level]))
    return parts, "ratio"


def _numbers(row: object, form: str) -> str:
    return " ".join(form % x for x in row)


def _affine(name: str, weights: np.ndarray, bias: np.ndarray) -> str:
    rows = "\n".join("  " + _numbers(row, "%.4g") + " " for row in weights.T)
    return (
        f"<ComponentName> {name} <FixedAffineComponent> <LinearParams>  [\n{rows}]\n"
        f"<BiasParams>  [ {_numbers(bias, '%.5g')} ]\n</FixedAffineComponent> \n"
    )


def _nonlinear(name: str, kind: str, size: int) -> str:
    return (
        f"<ComponentName> {name} <{kind}> <Dim> {size} <ValueAvg>  [ ]\n<DerivAvg>  [ ]\n<Count> 0 "
        "<OderivRms>  [ ]\n<OderivCount> 0 <NumDimsSelfRepaired> 0 <NumDimsProcessed> 0 "
        f"</{kind}> \n"
    )
