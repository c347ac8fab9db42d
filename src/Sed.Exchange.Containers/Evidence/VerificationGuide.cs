using System.Text;
using Sed.Exchange.Containers.Certificates;
using Sed.Exchange.Containers.Containers;
using Sed.Exchange.Containers.Signatures;
using Sed.Exchange.Containers.Suites;
using Sed.Exchange.Containers.Timestamps;
using Sed.Exchange.Containers.Verdicts;
using Sed.Exchange.Packages;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>
/// <c>VERIFY.txt</c>: how to check an evidence file with openssl, xmlsec1 and the ordinary commands of a Debian system. Every command is a
/// line that starts with <c>$ </c>; all together are a script for <c>sh -e</c>, run from the unpacked folder.
/// </summary>
internal sealed class VerificationGuide(
    OpenedContainer container,
    IReadOnlyList<EvidencePart> receipts,
    IReadOnlyList<EvidencePart> directories,
    IReadOnlyList<SignatureProof> proofs,
    IReadOnlyList<EvidenceStamp> stamps,
    IReadOnlyList<PackageSignature> documentSignatures,
    CapturedProofs captured,
    DateTimeOffset at)
{
    private const string Work = "unpacked";
    private const string Gost = "OPENSSL_CONF=proof/openssl-gost.cnf openssl";

    private static readonly Dictionary<string, string> DigestOptions = new(StringComparer.Ordinal)
    {
        ["gost-3411-2012-256"] = "-md_gost12_256",
        ["gost-3411-2012-512"] = "-md_gost12_512",
        ["sha-256"] = "-sha256",
    };

    private readonly DigestBook _digests = new();
    private readonly StringBuilder _text = new();

    /// <summary>The text, UTF-8.</summary>
    public byte[] Write()
    {
        Introduce();
        Unpack();
        foreach (var proof in proofs) CheckSignature(proof);
        CheckContents();
        foreach (var receipt in receipts) CheckReceipt(receipt);
        CheckPins();
        foreach (var (stamp, judged) in stamps.Zip(StampChain.Judge([.. stamps.Select(stamp => (stamp.Folder, stamp.Part))], new PathQuestion { At = at, IsAsked = false })))
            CheckTimestamp(stamp, judged);
        CheckDocumentSignatures();
        CheckCaptured();
        Say("Если выполнились все команды, доказательство цело.", "If every command succeeded, the evidence is intact.");
        Run("echo OK");
        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    private void Introduce()
    {
        Say(
            "Как проверить этот файл без программы, которая его составила. Нужны openssl, движок ГОСТ (libengine-gost-openssl), xmlsec1 и unzip.",
            "How to check this file without the program that made it. You need openssl, its GOST engine (libengine-gost-openssl), xmlsec1 and unzip.");
        Say(
            "Распакуйте файл и выполняйте команды (строки, начинающиеся с «$ ») по порядку в полученной папке; ошибка любой из них значит «не сходится».",
            "Unpack the file and run the commands (lines that start with \"$ \") in order in that folder; a failure of any of them means \"does not fit\".");
        Say(
            "Проверку можно выполнить целиком: sed -n 's/^[$] //p' VERIFY.txt | sh -e",
            "All at once: sed -n 's/^[$] //p' VERIFY.txt | sh -e");
        Say(
            "Файлы verdict.json и timeline.json — утверждения узла, составившего файл; сами по себе они ничего не доказывают.",
            "verdict.json and timeline.json are statements of the node that made this file; by themselves they prove nothing.");
        Say(
            "Настройка proof/openssl-gost.cnf подключает движок ГОСТ; переменная OPENSSL_CONF указывает её в каждой команде.",
            "proof/openssl-gost.cnf loads the GOST engine; OPENSSL_CONF names it in every command.");
    }

    private void Unpack()
    {
        Say("Распаковка контейнера, квитанций и справочников.", "Unpacking the container, receipts and directories.");
        Run("export LC_ALL=C.UTF-8");
        foreach (var entry in receipts.Concat(directories).Select(part => part.Entry).Prepend(EvidenceLayout.Container))
            Run($"mkdir -p {FolderOf(entry)} && unzip -q -o {entry} -d {FolderOf(entry)}");
    }

    private void CheckSignature(SignatureProof proof)
    {
        var folder = FolderOf(proof.Where);
        var name = EvidenceLayout.Proofs + proof.Number;
        Say($"Подпись {proof.Number}: {proof.Where}, {proof.Suite.Name}.", $"Signature {proof.Number}: {proof.Where}, {proof.Suite.Name}.");
        Run($"{Gost} dgst {DigestOption(proof.Suite)} -verify {name}-key.pem -signature {name}-signature.bin {name}-signed.bin");
        Run($"test \"$({Gost} x509 -in {name}-certificate.pem -noout -pubkey)\" = \"$({Gost} pkey -pubin -in {name}-key.pem)\"");
        Run($"cmp {name}-certificate.pem {EvidenceLayout.Certificates}{proof.Signer.Thumbprint}.pem");
        if (proof.Suite.Format == SignatureFormat.Cades)
        {
            var covered = proof.Where == EvidenceLayout.Container ? ContainerLayout.AsicManifestEntry : DocumentOf(proof.Where);
            Run($"cmp {name}-signature.p7s {folder}/{ContainerLayout.CadesEntry}");
            Run($"cmp {name}-content.xml {folder}/{covered}");
            Run($"{Gost} cms -verify -binary -cades -inform DER -in {folder}/{ContainerLayout.CadesEntry} -content {folder}/{covered} "
                + $"-CAfile {name}-certificate.pem -partial_chain -purpose any -no_check_time -out /dev/null");
        }
        else
        {
            // xmlsec1 opens references relative to the current folder; it takes the key from the certificate given, not from the file.
            Run($"cmp {name}-signatures.xml {folder}/{ContainerLayout.XadesEntry}");
            Run($"(cd {folder} && xmlsec1 --verify --pubkey-cert-pem {Up(folder)}{name}-certificate.pem --enabled-key-data rsa,ecdsa "
                + $"--id-attr:Id {XadesNames.Xades}:SignedProperties {ContainerLayout.XadesEntry})");
        }
    }

    private void CheckContents()
    {
        if (container.Envelope is not { } envelope)
        {
            Say("Печать контейнера не сходится: сверять его содержимое не с чем.", "The container's seal does not hold: there is nothing to compare its content with.");
            return;
        }

        var folder = FolderOf(EvidenceLayout.Container);
        var suite = proofs[0].Suite;
        var list = suite.Format == SignatureFormat.Cades ? ContainerLayout.AsicManifestEntry : ContainerLayout.XadesEntry;
        Say("Содержимое контейнера: каждая запись против своей контрольной суммы в подписи, и ничего сверх того.", "Content of the container: every entry against its digest in the signature, and nothing else.");
        if (suite.Format == SignatureFormat.Cades)
        {
            foreach (var entry in envelope.Files.Select(file => file.Entry).Prepend(ContainerLayout.EnvelopeEntry))
            {
                Run($"grep -F {Quote($"URI=\"{ReferenceUri.Escape(entry)}\"")} {folder}/{list} "
                    + $"| grep -qF \"$({Gost} dgst {DigestOption(suite)} -binary {Quote($"{folder}/{entry}")} | base64 -w0)\"");
            }
        }

        Run($"test \"$(find {folder}/content -type f | wc -l)\" -eq \"$(grep -oF 'URI=\"content/' {folder}/{list} | wc -l)\"");
        Run($"test \"$(find {folder} -type f | wc -l)\" -eq {envelope.Files.Count + 1 + ContainerLayout.TailFor(suite.Format).Count}");
    }

    private void CheckReceipt(EvidencePart receipt)
    {
        Say($"{receipt.Entry}: квитанция именно об этом контейнере.", $"{receipt.Entry}: the receipt is about this very container.");
        var suite = Suite.All.First(suite => suite.DigestName == container.Digest.Algorithm);
        Run($"grep -qF \"<container digest=\\\"{container.Digest.Algorithm}:$({Gost} dgst {DigestOption(suite)} -r {EvidenceLayout.Container} | cut -d' ' -f1)\\\"\" "
            + $"{FolderOf(receipt.Entry)}/receipt.xml");
    }

    private void CheckPins()
    {
        if (directories.Count == 0) return;
        Say(
            "Сертификаты печати и квитанций указаны в приложенных справочниках; отпечаток ключа самого справочника сверьте с ведущим его органом.",
            "The certificates of seal and receipts stand in the directories enclosed; compare the fingerprint of the directory's own key with whoever keeps it.");
        var documents = string.Join(' ', directories.Select(part => $"{FolderOf(part.Entry)}/directory.xml"));
        foreach (var proof in proofs.Where(proof => !proof.Where.StartsWith(EvidenceLayout.Directories, StringComparison.Ordinal)))
            Run($"cat {documents} | grep -qF \"$({Gost} x509 -in {EvidenceLayout.Proofs}{proof.Number}-certificate.pem -outform DER | base64 -w0)\"");
        foreach (var proof in proofs.Where(proof => proof.Where.StartsWith(EvidenceLayout.Directories, StringComparison.Ordinal)))
            Run($"{Gost} x509 -in {EvidenceLayout.Proofs}{proof.Number}-certificate.pem -noout -fingerprint -sha256");
    }

    private void CheckTimestamp(EvidenceStamp stamp, JudgedStamp judged)
    {
        if (!judged.Proves || stamp.Authority is null)
        {
            Say($"Штамп времени {stamp.Folder} не сходится: команды нет.", $"Time-stamp {stamp.Folder} does not hold: no command.");
            return;
        }

        Say(
            $"Штамп времени {stamp.Folder}: всё, что перечислено в его списке контрольных сумм, существовало {judged.Time:u}. Издателя сертификата сверьте со своим доверием.",
            $"Time-stamp {stamp.Folder}: everything in its list of digests existed at {judged.Time:u}. Whether its authority is trusted is yours to say.");
        Run($"{Gost} ts -verify -token_in -in {stamp.Token} -data {stamp.Manifest} -CAfile {stamp.Certificate} -partial_chain -no_check_time");
        var parts = receipts.Select(receipt => receipt.Entry).Append(EvidenceLayout.Container)
            .Concat(stamps.SelectMany(other => new[] { other.Manifest, other.Token }))
            .Where(entry => Covered(entry, judged));
        foreach (var entry in parts)
            Run($"grep -qF \"$({Gost} dgst {DigestOptions[Algorithm(entry, judged)]} -binary {entry} | base64 -w0)\" {stamp.Manifest}");
    }

    private bool Covered(string entry, JudgedStamp judged) => Algorithm(entry, judged) is { Length: > 0 };

    // By which digest the list has an entry; empty: it has it not.
    private string Algorithm(string entry, JudgedStamp judged) => entry == EvidenceLayout.Container
        ? judged.Covers.Contains(container.Digest) ? container.Digest.Algorithm : string.Empty
        : _digests.AlgorithmIn(judged.Covers, OctetsOf(entry)) ?? string.Empty;

    private byte[] OctetsOf(string entry) => receipts.FirstOrDefault(receipt => receipt.Entry == entry)?.Octets
        ?? stamps.SelectMany(stamp => stamp.Files).First(file => file.Entry == entry).Octets;

    private void CheckDocumentSignatures()
    {
        if (container.Envelope is not { } envelope) return;
        foreach (var pair in documentSignatures)
        {
            if (pair.SignatureFile >= envelope.Files.Count || pair.DocumentFile >= envelope.Files.Count) continue;
            var document = $"{FolderOf(EvidenceLayout.Container)}/{envelope.Files[pair.DocumentFile].Entry}";
            var signature = $"{FolderOf(EvidenceLayout.Container)}/{envelope.Files[pair.SignatureFile].Entry}";
            if (HoldsInDer(pair))
            {
                Say(
                    $"Подпись должностного лица: файл {pair.SignatureFile} над файлом {pair.DocumentFile} (без проверки пути сертификата).",
                    $"An official's signature: file {pair.SignatureFile} over file {pair.DocumentFile} (the certificate's path is not checked).");
                Run($"{Gost} cms -verify -binary -inform DER -in {Quote(signature)} -content {Quote(document)} -noverify -out /dev/null");
            }
            else
            {
                Say(
                    $"Подпись должностного лица в файле {pair.SignatureFile} над файлом {pair.DocumentFile} не подтвердилась или записана не в DER: команды нет.",
                    $"The official's signature in file {pair.SignatureFile} over file {pair.DocumentFile} does not hold or is not in DER: no command.");
            }
        }
    }

    private void CheckCaptured()
    {
        if (captured.Parts.Count == 0) return;
        Say(
            "Собранное узлом: цепочки сертификатов (chains), списки и ответы об отзыве (revocation), по чему судил узел (captured); перечень и чего не хватает — в capture.json.",
            "What the node gathered: chains of certificates, revocation lists and answers, by what the node judged (captured); capture.json lists it, and what is missing.");
        foreach (var (entry, sha256) in captured.Parts) Run($"test \"$(sha256sum {entry} | cut -d' ' -f1)\" = {sha256}");
        foreach (var (list, issuer) in captured.Lists)
        {
            Say("Список отзыва подписан удостоверяющим центром.", "The revocation list is signed by the authority.");
            Run($"{Gost} crl -inform DER -in {list} -noout -CAfile {issuer} 2>&1 | grep -qF 'verify OK'");
        }
    }

    private bool HoldsInDer(PackageSignature pair)
    {
        if (container.Envelope!.Files[pair.SignatureFile].Size > DocumentSignature.MaxBytes) return false;
        using var stream = container.OpenFile(pair.SignatureFile);
        var signature = new byte[stream.Length];
        stream.ReadExactly(signature);
        if (signature is not [0x30, ..]) return false;
        using var document = container.OpenFile(pair.DocumentFile);
        var verdicts = DocumentSignature.Verify(document, signature, "document", "document", null, at);
        return verdicts.Count > 0 && verdicts.All(verdict =>
            verdict.Findings.All(finding => finding.Stage > VerdictStage.Signature || finding.Result == VerdictResult.Passed)
            && verdict.Findings.Any(finding => finding.Stage == VerdictStage.Signature));
    }

    private static string DigestOption(Suite suite) => DigestOptions[suite.DigestName];

    private static string DocumentOf(string part) => part.StartsWith(EvidenceLayout.Receipts, StringComparison.Ordinal) ? "receipt.xml" : "directory.xml";

    private static string FolderOf(string entry) => $"{Work}/{Path.ChangeExtension(entry, null)}";

    private static string Up(string folder) => string.Concat(folder.Split('/').Select(_ => "../"));

    /// <summary>A word of the shell: names of files may hold anything but an apostrophe unescaped.</summary>
    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private void Say(string russian, string english) => _text.Append("# ").Append(russian).Append('\n').Append("# ").Append(english).Append('\n');

    private void Run(string command) => _text.Append("$ ").Append(command).Append('\n');
}
