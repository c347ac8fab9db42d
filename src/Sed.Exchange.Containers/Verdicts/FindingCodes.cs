namespace Sed.Exchange.Containers.Verdicts;

/// <summary>
/// Every code a verdict or a receipt can carry. A code never changes its meaning; texts in both languages are in
/// <c>Texts/</c>, and a test compares this class with them.
/// </summary>
public static class FindingCodes
{
    /// <summary>No trust anchors were given; the path cannot be judged.</summary>
    public const string NoTrust = "SEDX-NO_TRUST";

    /// <summary>A limit against hostile input was exceeded; the finding says which.</summary>
    public const string LimitExceeded = "SEDX-LIMIT_EXCEEDED";

    // Signatures: format and binding.

    /// <summary>The signature file has the right form.</summary>
    public const string SignatureFormatRight = "SEDX-SIGNATURE_FORMAT_RIGHT";

    /// <summary>The signature file cannot be parsed.</summary>
    public const string SignatureMalformed = "SEDX-SIGNATURE_MALFORMED";

    /// <summary>The signature file is parsed, but has what the closed profile of our own objects forbids, or lacks what it asks for.</summary>
    public const string SignatureOutsideProfile = "SEDX-SIGNATURE_OUTSIDE_PROFILE";

    /// <summary>The file is not a signature that anybody made: no SignedData, or no signer in it.</summary>
    public const string NothingSigned = "SEDX-NOTHING_SIGNED";

    /// <summary>The signed attributes lack the digest or the type of the content, or name another type.</summary>
    public const string SignedAttributesIncomplete = "SEDX-SIGNED_ATTRIBUTES_INCOMPLETE";

    /// <summary>The signature does not bind its certificate (no signing-certificate attribute).</summary>
    public const string SignerNotNamed = "SEDX-SIGNER_NOT_NAMED";

    /// <summary>The signer's certificate is not in the signature.</summary>
    public const string SignerMissing = "SEDX-SIGNER_MISSING";

    /// <summary>The certificate bound to the signature is not the signer's.</summary>
    public const string SignerNotBound = "SEDX-SIGNER_NOT_BOUND";

    // Signatures: the signed file.

    /// <summary>The file is the signed one.</summary>
    public const string ContentDigestRight = "SEDX-CONTENT_DIGEST_RIGHT";

    /// <summary>The file is not the signed one: its digest differs.</summary>
    public const string ContentDigestWrong = "SEDX-CONTENT_DIGEST_WRONG";

    /// <summary>The file differs from the copy inside the signature.</summary>
    public const string ContentDiffers = "SEDX-CONTENT_DIFFERS";

    /// <summary>The signature is detached and the signed file is not there.</summary>
    public const string ContentMissing = "SEDX-CONTENT_MISSING";

    // Signatures: value.

    /// <summary>The signature's value is right under the signer's key.</summary>
    public const string SignatureRight = "SEDX-SIGNATURE_RIGHT";

    /// <summary>The signature's value is wrong under the signer's key.</summary>
    public const string SignatureWrong = "SEDX-SIGNATURE_WRONG";

    /// <summary>The signature's value was not checked, because an earlier stage ended the work.</summary>
    public const string SignatureNotChecked = "SEDX-SIGNATURE_NOT_CHECKED";

    /// <summary>No suite takes the signer's key.</summary>
    public const string SuiteUnknown = "SEDX-SUITE_UNKNOWN";

    /// <summary>The signer's certificate does not allow its key to sign documents.</summary>
    public const string KeyNotForSigning = "SEDX-KEY_NOT_FOR_SIGNING";

    /// <summary>The algorithm is acceptable.</summary>
    public const string AlgorithmAcceptable = "SEDX-ALGORITHM_ACCEPTABLE";

    /// <summary>The algorithm is outdated: a right value proves less than it should.</summary>
    public const string AlgorithmOutdated = "SEDX-ALGORITHM_OUTDATED";

    /// <summary>The algorithm is not supported; nothing can be said about the value.</summary>
    public const string AlgorithmUnsupported = "SEDX-ALGORITHM_UNSUPPORTED";

    /// <summary>The algorithms named are not those of the signer's suite.</summary>
    public const string AlgorithmMismatch = "SEDX-ALGORITHM_MISMATCH";

    // Containers, receipts and the directory: format.

    /// <summary>The archive has one meaning, and exactly the entries its kind may have.</summary>
    public const string FormatRight = "SEDX-FORMAT_RIGHT";

    /// <summary>Not a ZIP archive, or a damaged one.</summary>
    public const string ZipDamaged = "SEDX-ZIP_DAMAGED";

    /// <summary>The archive has more than one meaning: gaps, overlaps, twins, headers that disagree.</summary>
    public const string ZipAmbiguous = "SEDX-ZIP_AMBIGUOUS";

    /// <summary>The archive uses what its kind forbids: compression, encryption, links, comments, other spellings of the same content.</summary>
    public const string ZipForbidden = "SEDX-ZIP_FORBIDDEN";

    /// <summary>The first entry is not the mimetype of this kind.</summary>
    public const string MimetypeWrong = "SEDX-MIMETYPE_WRONG";

    /// <summary>A container of others says what kind it is.</summary>
    public const string ContainerKindSaid = "SEDX-CONTAINER_KIND_SAID";

    /// <summary>A container of others does not say what kind it is; it was judged by what is in it.</summary>
    public const string ContainerKindUnsaid = "SEDX-CONTAINER_KIND_UNSAID";

    /// <summary>The list of media types of a container of others names a file that is not there.</summary>
    public const string ListedFileAbsent = "SEDX-LISTED_FILE_ABSENT";

    /// <summary>An entry that the closed list does not have.</summary>
    public const string EntryUnexpected = "SEDX-ENTRY_UNEXPECTED";

    /// <summary>An entry that must be there is not.</summary>
    public const string EntryMissing = "SEDX-ENTRY_MISSING";

    /// <summary>Entries are not in the one order their kind has.</summary>
    public const string EntryOrder = "SEDX-ENTRY_ORDER";

    /// <summary>A document inside is not well-formed, or not as its schema says.</summary>
    public const string XmlInvalid = "SEDX-XML_INVALID";

    /// <summary>A document inside is of a version that this build does not know.</summary>
    public const string VersionUnknown = "SEDX-VERSION_UNKNOWN";

    /// <summary>The envelope asks for a protection that this build does not know.</summary>
    public const string ProtectionUnknown = "SEDX-PROTECTION_UNKNOWN";

    /// <summary>A file's name cannot be carried, or its entry is not the one that the rule gives.</summary>
    public const string FileNameWrong = "SEDX-FILE_NAME_WRONG";

    /// <summary>META-INF/manifest.xml is not the one that follows from the envelope.</summary>
    public const string ManifestWrong = "SEDX-MANIFEST_WRONG";

    /// <summary>Values of a document contradict each other.</summary>
    public const string DocumentContradicts = "SEDX-DOCUMENT_CONTRADICTS";

    // Coverage and digests.

    /// <summary>The signature covers everything that counts, each once, and nothing else.</summary>
    public const string CoverageRight = "SEDX-COVERAGE_RIGHT";

    /// <summary>A signature of others covers all that it should: the document, its objects, entries.</summary>
    public const string CoversAll = "SEDX-COVERS_ALL";

    /// <summary>Every file of a container of others is referenced by a signature.</summary>
    public const string EveryFileCovered = "SEDX-EVERY_FILE_COVERED";

    /// <summary>Something that counts is not covered by the signature.</summary>
    public const string NotCovered = "SEDX-NOT_COVERED";

    /// <summary>The signature covers a part of the document; what stands beside it is anybody's.</summary>
    public const string CoversPart = "SEDX-COVERS_PART";

    /// <summary>The document has a DTD, which is never read; nothing can be said about what it would mean with it.</summary>
    public const string DtdRefused = "SEDX-DTD_REFUSED";

    /// <summary>The container says that it is of a kind that is not judged here.</summary>
    public const string ContainerKindUnsupported = "SEDX-CONTAINER_KIND_UNSUPPORTED";

    /// <summary>An id that the signature refers to stands at several elements.</summary>
    public const string IdAmbiguous = "SEDX-ID_AMBIGUOUS";

    /// <summary>The signature covers something twice.</summary>
    public const string CoveredTwice = "SEDX-COVERED_TWICE";

    /// <summary>The signature covers something that is not there.</summary>
    public const string CoveredAbsent = "SEDX-COVERED_ABSENT";

    /// <summary>All covered octets are the signed ones.</summary>
    public const string DigestsRight = "SEDX-DIGESTS_RIGHT";

    /// <summary>Covered octets are not the signed ones: altered after signing.</summary>
    public const string DigestMismatch = "SEDX-DIGEST_MISMATCH";

    /// <summary>A digest is in another algorithm than the seal's.</summary>
    public const string DigestAlgorithm = "SEDX-DIGEST_ALGORITHM";

    /// <summary>The envelope states another digest or size of a file than the signature and the archive.</summary>
    public const string EnvelopeDisagrees = "SEDX-ENVELOPE_DISAGREES";

    /// <summary>A signed list of digests names an object that is not given; it was not compared and is not covered.</summary>
    public const string ManifestObjectNotGiven = "SEDX-MANIFEST_OBJECT_NOT_GIVEN";

    /// <summary>Coverage or digests were not looked at, because an earlier stage ended the work.</summary>
    public const string DigestsNotChecked = "SEDX-DIGESTS_NOT_CHECKED";

    // Trust by directory.

    /// <summary>The seal's certificate is one of the sender's at the time of sending.</summary>
    public const string SealPinned = "SEDX-SEAL_PINNED";

    /// <summary>The sender has no seal of its own; its operator's node sealed.</summary>
    public const string SealedByOperator = "SEDX-SEALED_BY_OPERATOR";

    /// <summary>The directory does not know the sender.</summary>
    public const string SenderUnknown = "SEDX-SENDER_UNKNOWN";

    /// <summary>The sender's row in the directory was not valid at the time of sending.</summary>
    public const string SenderClosed = "SEDX-SENDER_CLOSED";

    /// <summary>The seal's certificate is none of the sender's.</summary>
    public const string SealWrong = "SEDX-SEAL_WRONG";

    /// <summary>The certificate is pinned, but not for this time.</summary>
    public const string PinNotValidThen = "SEDX-PIN_NOT_VALID_THEN";

    /// <summary>The receipt's certificate is one of its issuer's at the time of issue.</summary>
    public const string ReceiptPinned = "SEDX-RECEIPT_PINNED";

    /// <summary>The directory does not know the issuer of the receipt.</summary>
    public const string IssuerUnknown = "SEDX-ISSUER_UNKNOWN";

    /// <summary>The receipt's certificate is none of its issuer's.</summary>
    public const string ReceiptKeyWrong = "SEDX-RECEIPT_KEY_WRONG";

    /// <summary>The issuer may say this kind of receipt.</summary>
    public const string IssuerEntitled = "SEDX-ISSUER_ENTITLED";

    /// <summary>The issuer may not say this kind of receipt.</summary>
    public const string IssuerNotEntitled = "SEDX-ISSUER_NOT_ENTITLED";

    /// <summary>The directory's signer has the fingerprint that was given out of band.</summary>
    public const string DirectoryFingerprint = "SEDX-DIRECTORY_FINGERPRINT";

    /// <summary>The directory's signer is listed in the previous directory.</summary>
    public const string DirectoryContinued = "SEDX-DIRECTORY_CONTINUED";

    /// <summary>The directory's signer is neither the one given out of band nor listed in the previous directory.</summary>
    public const string DirectoryKeyWrong = "SEDX-DIRECTORY_KEY_WRONG";

    /// <summary>The directory is not newer than the one in force.</summary>
    public const string DirectoryNotNewer = "SEDX-DIRECTORY_NOT_NEWER";

    /// <summary>The directory should have been replaced by now; mail goes on.</summary>
    public const string DirectoryExpired = "SEDX-DIRECTORY_EXPIRED";

    // Stages that were not carried out, and the policy.

    /// <summary>Trust was not asked for: only the cryptography was judged.</summary>
    public const string PathNotChecked = "SEDX-PATH_NOT_CHECKED";

    /// <summary>Revocation was not looked at.</summary>
    public const string RevocationNotChecked = "SEDX-REVOCATION_NOT_CHECKED";

    /// <summary>No evidence of time was looked at; the time used is a claim.</summary>
    public const string TimeNotChecked = "SEDX-TIME_NOT_CHECKED";

    /// <summary>A time-stamp holds, and proves that the signature was made before it.</summary>
    public const string TimeProven = "SEDX-TIME_PROVEN";

    /// <summary>A time-stamp: imprint, signature and, where it was asked for, path are right.</summary>
    public const string TimestampRight = "SEDX-TIMESTAMP_RIGHT";

    /// <summary>A time-stamp does not hold: it is over something else, its signature is wrong, or who made it may not.</summary>
    public const string TimestampWrong = "SEDX-TIMESTAMP_WRONG";

    /// <summary>A time-stamp of which nothing can be said for certain.</summary>
    public const string TimestampUncertain = "SEDX-TIMESTAMP_UNCERTAIN";

    /// <summary>A time-stamp that cannot be parsed.</summary>
    public const string TimestampMalformed = "SEDX-TIMESTAMP_MALFORMED";

    /// <summary>The certificate that signed a time-stamp is not one for time-stamping alone.</summary>
    public const string TimestampAuthorityWrong = "SEDX-TIMESTAMP_AUTHORITY_WRONG";

    /// <summary>An evidence record, which is not read.</summary>
    public const string EvidenceRecordUnsupported = "SEDX-EVIDENCE_RECORD_UNSUPPORTED";

    /// <summary>Whether the signer may speak for the author was not looked at.</summary>
    public const string AuthorityNotChecked = "SEDX-AUTHORITY_NOT_CHECKED";

    /// <summary>A stamp was asked for of a signature that did not pass.</summary>
    public const string StampRefused = "SEDX-STAMP_REFUSED";

    /// <summary>The suite of the signature; acceptable to this policy.</summary>
    public const string SuiteUsed = "SEDX-SUITE_USED";

    // Certificate paths.

    /// <summary>A valid path to a trusted certificate was found.</summary>
    public const string PathRight = "SEDX-PATH_RIGHT";

    /// <summary>No path to a trusted certificate was found.</summary>
    public const string PathNotFound = "SEDX-PATH_NOT_FOUND";

    /// <summary>The search for a path was ended at its limits.</summary>
    public const string PathLimit = "SEDX-PATH_LIMIT";

    /// <summary>The issuer's signature on a certificate of the path is wrong.</summary>
    public const string PathSignatureWrong = "SEDX-PATH_SIGNATURE_WRONG";

    /// <summary>A certificate of the path was issued by one that is not an authority's.</summary>
    public const string PathNotAuthority = "SEDX-PATH_NOT_AUTHORITY";

    /// <summary>An authority's key may not sign certificates.</summary>
    public const string PathKeyUsage = "SEDX-PATH_KEY_USAGE";

    /// <summary>The path is longer than an authority's certificate allows.</summary>
    public const string PathTooLong = "SEDX-PATH_TOO_LONG";

    /// <summary>A certificate has a critical extension that is not understood.</summary>
    public const string PathCriticalExtension = "SEDX-PATH_CRITICAL_EXTENSION";

    /// <summary>An extension of a certificate is malformed.</summary>
    public const string PathExtensionMalformed = "SEDX-PATH_EXTENSION_MALFORMED";

    /// <summary>A name lies outside of what an authority may certify.</summary>
    public const string PathNameConstraint = "SEDX-PATH_NAME_CONSTRAINT";

    /// <summary>No certificate policy fits the whole path, and one must.</summary>
    public const string PathPolicy = "SEDX-PATH_POLICY";

    /// <summary>Extended key usage leaves out what was asked for.</summary>
    public const string PathExtendedUsage = "SEDX-PATH_EXTENDED_USAGE";

    /// <summary>The certificate is for another peer.</summary>
    public const string PathPeerName = "SEDX-PATH_PEER_NAME";

    /// <summary>A certificate breaks rules of issuing that the policy insists on.</summary>
    public const string PathProfile = "SEDX-PATH_PROFILE";

    /// <summary>A certificate was no longer valid at the time used.</summary>
    public const string CertificateExpired = "SEDX-CERTIFICATE_EXPIRED";

    /// <summary>A certificate was not yet valid at the time used.</summary>
    public const string CertificateNotYetValid = "SEDX-CERTIFICATE_NOT_YET_VALID";

    // Revocation.

    /// <summary>No certificate of the path was revoked at the time used.</summary>
    public const string RevocationGood = "SEDX-REVOCATION_GOOD";

    /// <summary>A certificate of the path was revoked or on hold at the time used.</summary>
    public const string Revoked = "SEDX-REVOKED";

    /// <summary>A certificate of the path was revoked after the time used.</summary>
    public const string RevokedLater = "SEDX-REVOKED_LATER";

    /// <summary>Whether a certificate of the path was revoked is not known.</summary>
    public const string RevocationUnknown = "SEDX-REVOCATION_UNKNOWN";

    /// <summary>A revocation list or OCSP answer cannot be used.</summary>
    public const string RevocationUnusable = "SEDX-REVOCATION_UNUSABLE";

    // Evidence files.

    /// <summary>The container of an evidence file, as judged by itself.</summary>
    public const string EvidenceContainer = "SEDX-EVIDENCE_CONTAINER";

    /// <summary>A receipt of an evidence file, as judged by itself.</summary>
    public const string EvidenceReceipt = "SEDX-EVIDENCE_RECEIPT";

    /// <summary>A directory of an evidence file, as judged by itself.</summary>
    public const string EvidenceDirectory = "SEDX-EVIDENCE_DIRECTORY";

    /// <summary>A receipt of an evidence file is about another container or message.</summary>
    public const string EvidenceReceiptForeign = "SEDX-EVIDENCE_RECEIPT_FOREIGN";

    /// <summary>The directory that a receipt or the container is judged by is not in the evidence file.</summary>
    public const string EvidenceDirectoryMissing = "SEDX-EVIDENCE_DIRECTORY_MISSING";

    /// <summary>The evidence file holds no receipt: nothing in it shows that the container was accepted or delivered.</summary>
    public const string EvidenceNoReceipt = "SEDX-EVIDENCE_NO_RECEIPT";

    /// <summary>The proofs of an evidence file follow from its signatures.</summary>
    public const string EvidenceProofsRight = "SEDX-EVIDENCE_PROOFS_RIGHT";

    /// <summary>A proof of an evidence file is not what follows from its signature.</summary>
    public const string EvidenceProofWrong = "SEDX-EVIDENCE_PROOF_WRONG";

    /// <summary>A time-stamp of an evidence file, over the digests of objects in it.</summary>
    public const string EvidenceTimestamp = "SEDX-EVIDENCE_TIMESTAMP";

    /// <summary>A time-stamp of an evidence file covers nothing in it.</summary>
    public const string EvidenceTimestampForeign = "SEDX-EVIDENCE_TIMESTAMP_FOREIGN";

    /// <summary>No time-stamp of the evidence file covers the container or a receipt.</summary>
    public const string EvidenceNotStamped = "SEDX-EVIDENCE_NOT_STAMPED";

    /// <summary>The statements of the exporting node (verdict.json, timeline.json, VERIFY.txt) are not judged.</summary>
    public const string EvidenceStatements = "SEDX-EVIDENCE_STATEMENTS";
}
