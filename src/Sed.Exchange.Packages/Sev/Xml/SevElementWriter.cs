using System.Xml;
using System.Xml.Linq;

namespace Sed.Exchange.Packages.Sev;

/// <summary>
/// Writes elements lazily: a start tag appears with the first thing inside it, so an optional element without content is not
/// written at all (§12 of the facts: no empty elements).
/// </summary>
internal sealed class SevElementWriter(XmlWriter xml, SevWriterOptions options)
{
    private readonly List<Frame> frames = [];
    private int started;
    private bool asRead = options.AsRead;
    private bool ownCards;

    /// <summary>Writes the root with everything in it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">What it holds.</param>
    /// <param name="write">Writes what it holds.</param>
    /// <param name="ownCards">False when the identifiers of cards in it are copied from another side's message.</param>
    public void Root<T>(string name, T value, Action<SevElementWriter, T> write, bool ownCards)
        where T : SevElement
    {
        this.ownCards = ownCards;
        Write(SevNames.Sev + name, value, write, required: true);
    }

    /// <summary>Writes a GUID that this side gave: 32 hex digits in lower case.</summary>
    public void OwnId(string name, string? value) => Attribute(name, value is null || asRead ? value : SevForms.Id(value));

    /// <summary>Writes the GUID of a card or task: of this side's own in one form, another side's as it came.</summary>
    public void CardId(string name, string? value) => Attribute(name, value is null || asRead || !ownCards ? value : SevForms.Id(value));

    /// <summary>The time with a zone.</summary>
    public SevTime Zoned(SevTime time) => asRead || time.Offset is not null ? time : time with { Offset = options.ZoneIfNone };

    /// <inheritdoc cref="Zoned(SevTime)"/>
    public SevTime? Zoned(SevTime? time) => time is { } known ? Zoned(known) : null;

    /// <summary>The name without white space around.</summary>
    public string Trimmed(string name) => asRead ? name : name.Trim();

    /// <summary>The extension with its dot.</summary>
    public string Dotted(string extension) => asRead ? extension : SevForms.Extension(extension);

    /// <summary>Writes an attribute of the current element; nothing when null.</summary>
    public void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            Start();
            xml.WriteAttributeString(name, value);
        }
    }

    /// <summary>Writes an attribute of an extension; nothing when null or when the reader is of version 12.</summary>
    public void ExtensionAttribute(XName name, string? value)
    {
        if (value is not null && options.Generation != SevGeneration.V12)
        {
            Start();
            xml.WriteAttributeString(SevNames.PrefixOf(name.Namespace), name.LocalName, name.NamespaceName, value);
        }
    }

    /// <summary>Writes the current element's text, with the foreign elements inside it.</summary>
    public void Text(string value)
    {
        if (value.Length > 0 || frames[^1].Waiting.Count > 0)
        {
            Start();
            WriteText(value, frames[^1].Waiting);
        }
    }

    /// <summary>Writes a child that is only text; a null one never, an empty one only when required or when empty ones are kept.</summary>
    public void Child(string name, string? value, bool required = false) => Leaf(SevNames.Sev + name, value, required);

    /// <summary>Writes a child of an extension that is only text.</summary>
    public void ExtensionChild(XName name, string? value)
    {
        if (options.Generation != SevGeneration.V12)
        {
            Leaf(name, value, required: false);
        }
    }

    /// <summary>Writes a child that must stand there, even without content.</summary>
    public void One<T>(string name, T value, Action<SevElementWriter, T> write)
        where T : SevElement => Write(SevNames.Sev + name, value, write, required: true);

    /// <summary>Writes a child when there is one with content.</summary>
    public void Optional<T>(string name, T? value, Action<SevElementWriter, T> write)
        where T : SevElement
    {
        if (value is not null)
        {
            Write(SevNames.Sev + name, value, write, required: false);
        }
    }

    /// <summary>Writes a child of an extension when there is one; not for version 12.</summary>
    public void Extension<T>(XName name, T? value, Action<SevElementWriter, T> write)
        where T : SevElement
    {
        if (value is not null && options.Generation != SevGeneration.V12)
        {
            Write(name, value, write, required: false);
        }
    }

    /// <summary>Writes children in their order.</summary>
    public void Many<T>(string name, IReadOnlyList<T> values, Action<SevElementWriter, T> write, bool required = false)
        where T : SevElement
    {
        foreach (var value in values)
        {
            Write(SevNames.Sev + name, value, write, required);
        }
    }

    /// <summary>Writes a zone that is only a list; nothing when the list is empty.</summary>
    public void Zone<T>(string zone, string name, IReadOnlyList<T> values, Action<SevElementWriter, T> write, bool required = false)
        where T : SevElement
    {
        if (values.Count > 0 || required)
        {
            Begin(SevNames.Sev + zone, frames[^1].Foreign, zone);
            Many(name, values, write, required: true);
            End(required: true);
        }
    }

    /// <summary>Writes a copy of what another side said of itself: its forms and its empty elements stay.</summary>
    public void Verbatim(Action write)
    {
        var before = asRead;
        asRead = true;
        write();
        asRead = before;
    }

    /// <summary>Writes XML as the other side agreed on it; nothing for version 12.</summary>
    public void Content(IReadOnlyList<string> elements)
    {
        foreach (var element in options.Generation == SevGeneration.V12 ? [] : elements)
        {
            Start();
            SevForeignXml.Write(xml, element);
        }
    }

    private void Leaf(XName name, string? value, bool required)
    {
        var waiting = WaitingIn(frames[^1].Foreign, name.LocalName);
        if (value is null || (value.Length == 0 && !required && !asRead && !HasForeign(frames[^1].Foreign, name.LocalName)))
        {
            return;
        }

        BeforeChild();
        Start();
        StartElement(name);
        WriteForeignValues(frames[^1].Foreign, name.LocalName);
        WriteText(value, waiting);
        xml.WriteEndElement();
    }

    private void Write<T>(XName name, T value, Action<SevElementWriter, T> write, bool required)
        where T : SevElement
    {
        Begin(name, options.Generation == SevGeneration.V12 ? null : value.Foreign, list: null);
        write(this, value);
        End(required);
    }

    private void Begin(XName name, SevForeign? foreign, string? list)
    {
        if (frames.Count > 0)
        {
            BeforeChild();
        }

        frames.Add(new Frame(name, foreign, list));
        if (foreign?.Attributes.Any(value => value.Child == list) == true)
        {
            Start();
        }
    }

    private void End(bool required)
    {
        if (required || asRead)
        {
            Start();
        }

        WriteForeignElements(int.MaxValue);
        frames.RemoveAt(frames.Count - 1);
        if (started > frames.Count)
        {
            started--;
            xml.WriteEndElement();
        }
    }

    private void BeforeChild()
    {
        WriteForeignElements(frames[^1].Known);
        frames[^1].Known++;
    }

    private void WriteForeignElements(int upTo)
    {
        var frame = frames[^1];
        while (frame.Waiting.TryPeek(out var next) && next.Position <= upTo)
        {
            Start();
            SevForeignXml.Write(xml, frame.Waiting.Dequeue().Xml);
        }
    }

    private void Start()
    {
        for (; started < frames.Count; started++)
        {
            StartElement(frames[started].Name);
            WriteForeignValues(frames[started].Foreign, frames[started].List);
        }
    }

    private void StartElement(XName name)
    {
        var prefix = SevNames.IsExtension(name.Namespace) ? SevNames.PrefixOf(name.Namespace) : "";
        xml.WriteStartElement(prefix, name.LocalName, name.NamespaceName);
    }

    private void WriteForeignValues(SevForeign? foreign, string? child)
    {
        foreach (var value in foreign?.Attributes ?? [])
        {
            if (value.Child == child)
            {
                xml.WriteAttributeString(value.Prefix, value.Name, value.Namespace, value.Value);
            }
        }
    }

    private void WriteText(string value, Queue<SevForeignElement> waiting)
    {
        var written = 0;
        while (waiting.TryDequeue(out var next))
        {
            var upTo = Math.Clamp(next.Position, written, value.Length);
            xml.WriteString(value[written..upTo]);
            SevForeignXml.Write(xml, next.Xml);
            written = upTo;
        }

        if (written < value.Length)
        {
            xml.WriteString(value[written..]);
        }
    }

    private static bool HasForeign(SevForeign? foreign, string child) =>
        foreign is not null && (foreign.Attributes.Any(value => value.Child == child) || foreign.Elements.Any(element => element.Child == child));

    private static Queue<SevForeignElement> WaitingIn(SevForeign? foreign, string? child) =>
        new((foreign?.Elements ?? []).Where(element => element.Child == child));

    /// <summary>An element that was begun; its start tag may not be written yet. A list's foreign content stands with its owner.</summary>
    private sealed class Frame(XName name, SevForeign? foreign, string? list)
    {
        public XName Name { get; } = name;

        public SevForeign? Foreign { get; } = foreign;

        public string? List { get; } = list;

        public Queue<SevForeignElement> Waiting { get; } = WaitingIn(foreign, list);

        public int Known { get; set; }
    }
}
