using System.Text.Json.Serialization;

namespace Sed.Exchange.Packages.Sev;

/// <summary><c>Control/@State</c>, состояние контроля. The vendor's text gives numbers 0, 1, 2; its schema takes these words.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SevControlState>))]
public enum SevControlState
{
    /// <summary>0: не на контроле.</summary>
    NoControl,

    /// <summary>1: на контроле.</summary>
    UnderControl,

    /// <summary>2: снят с контроля.</summary>
    EndedControl,
}
