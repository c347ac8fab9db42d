using System.Text.Json;
using System.Text.Json.Serialization;
using Sed.Exchange.Containers.Texts;
using Sed.Exchange.Containers.Verdicts;

namespace Sed.Exchange.Containers.Evidence;

/// <summary>
/// <c>capture.json</c> (<c>sedx-capture/1</c>): what the exporting node gathered about a container beside what was exchanged, and what is missing. A statement; the
/// parts that it lists are judged for themselves.
/// </summary>
public sealed record CaptureStatement
{
    private const string Contract = "sedx-capture/1";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new StatementTime(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Name of the contract.</summary>
    public string Schema { get; init; } = Contract;

    /// <summary>The container, as its receipts name it: <c>algorithm:hex</c>.</summary>
    public required string Container { get; init; }

    /// <summary>How far it is.</summary>
    public required CaptureStanding State { get; init; }

    /// <summary>When it became owed; null: it never did.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Since when it is in this state.</summary>
    public DateTimeOffset? StateSince { get; init; }

    /// <summary>How often it was attempted.</summary>
    public int Attempts { get; init; }

    /// <summary>Every part that was gathered, by the name of its entry.</summary>
    public required IReadOnlyList<CapturedPart> Parts { get; init; }

    /// <summary>What is missing.</summary>
    public required IReadOnlyList<MissingPart> Missing { get; init; }

    /// <summary>Its octets.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Form);

    /// <summary>Reads one; null: it is none.</summary>
    public static CaptureStatement? Read(ReadOnlySpan<byte> octets)
    {
        try
        {
            return JsonSerializer.Deserialize<CaptureStatement>(octets, Form) is { Schema: Contract } statement && IsWhole(statement) ? statement : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What it says, as a finding that decides nothing.</summary>
    public Finding ToFinding() => State switch
    {
        CaptureStanding.Complete => new Finding(CaptureCodes.Complete, VerdictStage.Time, VerdictResult.NotChecked, $"{Parts.Count}") { Children = Children() },
        CaptureStanding.Owed => new Finding(CaptureCodes.Owed, VerdictStage.Time, VerdictResult.NotChecked, $"{Parts.Count}") { Children = Children() },
        _ => new Finding(CaptureCodes.None, VerdictStage.Time, VerdictResult.NotChecked),
    };

    // The serialiser lets nothing in place of an element through.
    private static bool IsWhole(CaptureStatement statement) => statement.Parts.All(part => part is { Name: not null, Sha256: not null }) && statement.Missing.All(missing => missing is { Code: not null });

    // What a newer node calls by a code of its own is told by that word.
    private List<Finding> Children() =>
    [
        .. Missing.Select(missing => TextCatalogue.All("en").ContainsKey(missing.Code)
            ? new Finding(missing.Code, VerdictStage.Revocation, VerdictResult.NotChecked, missing.Seen)
            : new Finding(CaptureCodes.Owed, VerdictStage.Revocation, VerdictResult.NotChecked, $"{missing.Code} {missing.Seen}".TrimEnd())),
    ];
}
