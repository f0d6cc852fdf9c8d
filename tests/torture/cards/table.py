"""Every way of tampering, by name."""

from tests.torture.cards import forging, impostors, tampers
from tests.torture.cards.tampers import Tamper

TAMPERS: dict[str, Tamper] = {
    way.__name__: way
    for way in (
        tampers.flip_in_a_group,
        tampers.flip_in_the_security_object,
        tampers.flip_in_the_contents,
        tampers.flip_in_card_access,
        tampers.garbage_in_a_group,
        tampers.cut_a_group,
        tampers.huge_length,
        tampers.group_of_another,
        tampers.object_of_another,
        tampers.person_of_another,
        tampers.group_gone,
        tampers.keys_hidden,
        tampers.copy_without_keys,
        tampers.copy_with_its_own_keys,
        tampers.copy_with_half_the_keys,
        tampers.renamed,
        tampers.contents_lie,
        forging.hashes_rewritten,
        forging.signed_by_a_stranger_as_the_signer,
        forging.signed_by_another_state,
        forging.signed_by_a_false_child,
        forging.signed_by_a_holder_of_a_card_key,
        forging.signed_by_an_authority_itself,
        forging.signed_when_time_was_over,
        forging.signed_before_its_time,
        forging.two_certificates_of_one_name,
        forging.attributes_as_content,
        forging.signature_of_nothing,
        forging.own_generator,
        forging.two_persons_signed,
        forging.unsigned_group_added,
        forging.issued_by_another_state,
        impostors.ignores_agreement,
        impostors.refuses_proofs,
        impostors.replays_a_signature,
        impostors.signs_nonsense,
    )
}
