use wiregraph::{ontology::{Ontology,Source},ingest,text::*};
fn main(){
 let (o,r)=Ontology::load(&Source::embedded()); if r.has_errors(){eprintln!("{r}");}
 let args:Vec<String>=std::env::args().skip(1).collect();
 let json=args[0]=="--json"; let args=&args[usize::from(json)..];
 for d in ingest::documents(args,&o).unwrap(){ match d{Err(p)=>eprintln!("{p}"),Ok(d)=>{
  if json{ let z:Vec<_>=d.zones.iter().map(|z|serde_json::json!([format!("{:?}",z.kind),z.span.of(&d.text)])).collect();
   println!("{}",serde_json::json!({"id":d.id,"title":d.meta.title,"published":d.meta.published,"source":d.meta.source,"url":d.meta.url,"text":d.text,"zones":z,"origin":d.origin.as_ref().map(|o|(o.span.start,o.span.end))}));}
  else {println!("######## {} {:?} {:?}",d.id,d.meta.title,d.meta.published); for z in &d.zones{ let t=z.span.of(&d.text); let t=t.trim_end(); let s:String=if t.chars().count()>160{t.chars().take(100).chain(" ... ".chars()).chain(t.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev()).collect()}else{t.into()}; println!("{:8} {:?}",format!("{:?}",z.kind),s);} }
 }}}
}
